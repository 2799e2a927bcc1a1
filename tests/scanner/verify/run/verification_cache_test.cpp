// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/verification_cache.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "scanner/model/fingerprint.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

constexpr Timestamp kThen{1'700'000'000};
constexpr std::string_view kRule = "sample-token";
constexpr AskedOf kAsked{"sample-verifier", "api.example.com", ""};

std::string print_of(int number) {
  return fingerprint(FingerprintKey(), "sample", "sample-" + std::to_string(number)).short_form();
}

Liveness result(LivenessState state, Timestamp at = kThen) {
  Liveness liveness;
  liveness.state = state;
  liveness.at = at;
  liveness.source = "live-check";
  liveness.verifier = "sample-verifier";
  liveness.host = "api.example.com";
  liveness.status = 200;
  return liveness;
}

VerificationCache opened(const std::string& path) {
  auto cache = VerificationCache::open(path);
  REQUIRE_MESSAGE(cache.has_value(), cache.error().message);
  return std::move(*cache);
}

std::string refusal(const std::string& path) {
  const auto cache = VerificationCache::open(path);
  REQUIRE_FALSE(cache.has_value());
  CHECK((cache.error().kind == ErrorKind::kConfiguration));
  return cache.error().message;
}

std::string good_line(int number) {
  return fmt::format(
      R"({{"rule":"sample-token","fingerprint":"{}","state":"active","at":"2023-11-14T22:13:20Z",)"
      R"("source":"live-check","verifier":"sample-verifier","host":"api.example.com","status":200}})",
      print_of(number));
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

mode_t mode_of(const std::string& path) {
  struct stat file {};
  REQUIRE(::stat(path.c_str(), &file) == 0);
  return file.st_mode & 07777U;
}

}  // namespace

TEST_CASE("What one host said of a secret under one name holds for no other") {
  const TempDir dir;
  VerificationCache cache = opened(dir / "cache");
  REQUIRE(cache.add(kRule, print_of(1), result(LivenessState::kRevoked), "v1").has_value());
  Liveness elsewhere = result(LivenessState::kActive);
  elsewhere.host = "other.example.com";
  REQUIRE(cache.add(kRule, print_of(1), elsewhere, "v1").has_value());
  const VerificationCache again = opened(dir / "cache");
  const auto state = [&again](const AskedOf& asked) {
    const auto found = again.find(kRule, print_of(1), asked, kThen);
    return found ? found->state : LivenessState::kUnchecked;
  };
  CHECK((state({"sample-verifier", "api.example.com", "v1"}) == LivenessState::kRevoked));
  CHECK((state({"sample-verifier", "other.example.com", "v1"}) == LivenessState::kActive));
  CHECK((state({"sample-verifier", "api.example.com", "v2"}) == LivenessState::kUnchecked));
  CHECK((state({"other-verifier", "api.example.com", "v1"}) == LivenessState::kUnchecked));
  CHECK((state({"sample-verifier", "third.example.com", "v1"}) == LivenessState::kUnchecked));
}

TEST_CASE("What was found is found again, by rule and fingerprint, if it is young enough") {
  const TempDir dir;
  {
    VerificationCache cache = opened(dir / "a/b/cache");
    REQUIRE(cache.add(kRule, print_of(1), result(LivenessState::kRevoked)).has_value());
    CHECK((cache.find(kRule, print_of(1), kAsked, kThen)->state == LivenessState::kRevoked));
  }
  const VerificationCache cache = opened(dir / "a/b/cache");
  const auto found = cache.find(kRule, print_of(1), kAsked, kThen);
  REQUIRE(found.has_value());
  CHECK((found->state == LivenessState::kRevoked));
  CHECK((found->at == kThen));
  CHECK(found->source == "live-check");
  CHECK(found->verifier == "sample-verifier");
  CHECK(found->host == "api.example.com");
  CHECK(found->status == 200);
  CHECK_FALSE(cache.find(kRule, print_of(1), kAsked, kThen + Duration{1}).has_value());
  CHECK_FALSE(cache.find("other-token", print_of(1), kAsked, kThen).has_value());
  CHECK_FALSE(cache.find(kRule, print_of(2), kAsked, kThen).has_value());
}

TEST_CASE("The file is for its user alone, and so are the directories that are made for it") {
  const TempDir dir;
  opened(dir / "a/b/cache");
  CHECK(mode_of(dir / "a") == 0700);
  CHECK(mode_of(dir / "a/b") == 0700);
  CHECK(mode_of(dir / "a/b/cache") == 0600);
}

TEST_CASE("Only proofs are kept, and nothing that a result says in words") {
  const TempDir dir;
  VerificationCache cache = opened(dir / "cache");
  Liveness liveness = result(LivenessState::kActive);
  liveness.reason = "sample-reason";
  for (const auto state : {LivenessState::kIndeterminate, LivenessState::kUnchecked,
                           LivenessState::kActive, LivenessState::kExpired}) {
    liveness.state = state;
    REQUIRE(cache.add(kRule, print_of(static_cast<int>(state)), liveness).has_value());
  }
  const std::string text = dir.read_file("cache");
  CHECK(lines_of(text) == 2);
  CHECK(text.find("sample-reason") == std::string::npos);
}

TEST_CASE("A name or host that could not be read back is not written") {
  const TempDir dir;
  VerificationCache cache = opened(dir / "cache");
  Liveness liveness = result(LivenessState::kActive);
  liveness.host = "a b\n";
  CHECK(cache.add(kRule, print_of(1), liveness).has_value());
  CHECK(cache.add("Sample Token", print_of(1), result(LivenessState::kActive)).has_value());
  CHECK(cache.add(kRule, "sample-secret", result(LivenessState::kActive)).has_value());
  CHECK(dir.read_file("cache").empty());
}

TEST_CASE("The later result of a credential counts, in whichever order they stand") {
  const TempDir dir;
  {
    VerificationCache cache = opened(dir / "cache");
    const auto add = [&](LivenessState state, std::int64_t seconds) {
      REQUIRE(cache.add(kRule, print_of(1), result(state, kThen + Duration{seconds})).has_value());
    };
    add(LivenessState::kActive, 0);
    add(LivenessState::kRevoked, 20);
    add(LivenessState::kActive, 10);
  }
  CHECK((opened(dir / "cache").find(kRule, print_of(1), kAsked, {})->state ==
         LivenessState::kRevoked));
}

TEST_CASE("A torn last line is passed over, and the next result does not stick to it") {
  const TempDir dir;
  dir.write_file("cache", good_line(1) + "\n" + good_line(2).substr(0, 40));
  ::chmod((dir / "cache").c_str(), 0600);
  {
    VerificationCache cache = opened(dir / "cache");
    CHECK(cache.find(kRule, print_of(1), kAsked, {}).has_value());
    CHECK_FALSE(cache.find(kRule, print_of(2), kAsked, {}).has_value());
    REQUIRE(cache.add(kRule, print_of(3), result(LivenessState::kActive)).has_value());
  }
  CHECK(lines_of(dir.read_file("cache")) == 2);
  CHECK(opened(dir / "cache").find(kRule, print_of(3), kAsked, {}).has_value());
}

TEST_CASE("Links, directories, pipes and files that others may write are refused") {
  const TempDir dir;
  dir.write_file("cache", good_line(1) + "\n");
  const std::string path = dir / "cache";
  ::chmod(path.c_str(), 0620);
  CHECK(refusal(path).find("others may write it") != std::string::npos);
  ::chmod(path.c_str(), 0602);
  CHECK(refusal(path).find("others may write it") != std::string::npos);
  REQUIRE(::symlink(path.c_str(), (dir / "link").c_str()) == 0);
  CHECK(refusal(dir / "link").find("it is a link") != std::string::npos);
  dir.make_directory("folder");
  CHECK(refusal(dir / "folder").find("directory") != std::string::npos);
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  CHECK(refusal(dir / "pipe").find("not a regular file") != std::string::npos);
  if (::geteuid() == 0) {
    ::chmod(path.c_str(), 0600);
    REQUIRE(::chown(path.c_str(), 12345, 12345) == 0);
    CHECK(refusal(path).find("another user's") != std::string::npos);
  }
}

TEST_CASE("Content that no verification wrote is refused with its line") {
  const TempDir dir;
  const std::vector<std::string> hostile = {
      "",
      "[]",
      "no json",
      R"({"rule":"sample-token"})",
      good_line(1).replace(good_line(1).find("active"), 6, "indeterminate"),
      good_line(1).replace(good_line(1).find("kh1:"), 6, "kh9:zz"),
      good_line(1).replace(good_line(1).find("2023-"), 5, "later"),
      good_line(1).replace(good_line(1).find("api."), 4, "\\u001b[2"),
      good_line(1).replace(good_line(1).find(":200"), 4, ":7e9"),
      std::string(100'000, '['),
      std::string(3000, 'x'),
  };
  for (const std::string& line : hostile) {
    CAPTURE(line.substr(0, 200));
    dir.write_file("cache", good_line(1) + "\n" + line + "\n" + good_line(2) + "\n");
    ::chmod((dir / "cache").c_str(), 0600);
    CHECK(refusal(dir / "cache").find((dir / "cache") + ":2: ") == 0);
  }
}

TEST_CASE("A file that no cache becomes is refused for its size, without being read") {
  const TempDir dir;
  dir.write_file("cache", "");
  ::chmod((dir / "cache").c_str(), 0600);
  REQUIRE(::truncate((dir / "cache").c_str(), (off_t{64} << 20U) + 1) == 0);
  CHECK(refusal(dir / "cache").find("larger than 64 MiB") != std::string::npos);
}

TEST_CASE("A result of the future does not count") {
  const TempDir dir;
  std::string line = good_line(1);
  line.replace(line.find("2023-"), 5, "2923-");
  dir.write_file("cache", line + "\n");
  ::chmod((dir / "cache").c_str(), 0600);
  CHECK_FALSE(opened(dir / "cache").find(kRule, print_of(1), kAsked, {}).has_value());
}

TEST_CASE("A file of mostly void lines is written anew, with what others appended") {
  const TempDir dir;
  VerificationCache cache = opened(dir / "cache");
  VerificationCache other = opened(dir / "cache");
  REQUIRE(other.add(kRule, print_of(7), result(LivenessState::kExpired)).has_value());
  for (int i = 0; i < 1100; ++i)
    REQUIRE(cache.add(kRule, print_of(1), result(LivenessState::kActive, kThen + Duration{i}))
                .has_value());
  CHECK(lines_of(dir.read_file("cache")) < 200);
  CHECK(cache.find(kRule, print_of(7), kAsked, {}).has_value());
  CHECK_FALSE(dir.exists("cache.new"));
  CHECK(mode_of(dir / "cache") == 0600);
  // Who held the old file writes to the new one.
  REQUIRE(other.add(kRule, print_of(8), result(LivenessState::kRevoked)).has_value());
  const VerificationCache again = opened(dir / "cache");
  CHECK(again.find(kRule, print_of(8), kAsked, {}).has_value());
  CHECK((again.find(kRule, print_of(1), kAsked, {})->at == kThen + Duration{1099}));
}

TEST_CASE("A cache of too many credentials forgets the oldest") {
  const TempDir dir;
  std::string text;
  constexpr int kCount = 100'001;
  for (int i = 0; i < kCount; ++i) {
    std::string line = good_line(i);
    line.replace(line.find("2023-11-14T22:13:20Z"), 20, format_timestamp(kThen + Duration{i}));
    text += line + "\n";
  }
  dir.write_file("cache", text);
  ::chmod((dir / "cache").c_str(), 0600);
  const VerificationCache cache = opened(dir / "cache");
  CHECK(lines_of(dir.read_file("cache")) == 75'000);
  CHECK_FALSE(cache.find(kRule, print_of(0), kAsked, {}).has_value());
  CHECK(cache.find(kRule, print_of(kCount - 1), kAsked, {}).has_value());
}

TEST_CASE("Several processes append and write anew at once, and no line is lost or torn") {
  const TempDir dir;
  constexpr int kProcesses = 4;
  constexpr int kEach = 300;
  std::vector<pid_t> children;
  for (int child = 0; child < kProcesses; ++child) {
    const pid_t process = ::fork();
    if (process == 0) {
      auto cache = VerificationCache::open(dir / "cache");
      bool is_good = cache.has_value();
      for (int i = 0; is_good && i < kEach; ++i) {
        is_good = cache->add(kRule, print_of(child * kEach + i), result(LivenessState::kActive))
                      .has_value();
        for (int again = 0; is_good && again < 5; ++again)
          is_good = cache->add(kRule, print_of(child * kEach), result(LivenessState::kActive))
                        .has_value();
      }
      ::_exit(is_good ? 0 : 1);
    }
    children.push_back(process);
  }
  for (const pid_t process : children) {
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    CHECK(status == 0);
  }
  const VerificationCache cache = opened(dir / "cache");
  int found = 0;
  for (int i = 0; i < kProcesses * kEach; ++i)
    found += cache.find(kRule, print_of(i), kAsked, {}).has_value() ? 1 : 0;
  CHECK(found == kProcesses * kEach);
}

TEST_CASE("A full disk is told, and what was there can still be read") {
  const TempDir dir;
  // A device that is always full in place of the file is refused; a limit of the process is not.
  const pid_t process = ::fork();
  if (process == 0) {
    auto cache = VerificationCache::open(dir / "cache");
    rlimit limit{300, 300};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
    const bool first =
        cache && cache->add(kRule, print_of(1), result(LivenessState::kActive)).has_value();
    const Status second = cache->add(kRule, print_of(2), result(LivenessState::kActive));
    const bool is_told =
        !second && second.error().message.find("cannot write") != std::string::npos;
    ::_exit(first && is_told ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(process, &status, 0) == process);
  CHECK(status == 0);
  CHECK(opened(dir / "cache").find(kRule, print_of(1), kAsked, {}).has_value());
}

}  // namespace keyhound::testing
