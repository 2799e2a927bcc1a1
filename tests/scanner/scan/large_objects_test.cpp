// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/large_objects.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "scanner/git/repository.h"
#include "scanner/scan/history_scan.h"
#include "scanner/scan/open_repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kSmallMemory = std::uint64_t{16} << 20;
constexpr std::size_t kLargeBlob = std::size_t{70} << 20;

// A text that compresses well, with a token at the beginning, one in the middle and one at the end.
// The one in the middle lies across the border of two pieces of the stream.
std::string large_text(std::string_view word = "word") {
  std::string text = acme_token(1) + "\n";
  while (text.size() < kLargeBlob) text += std::string(word) + " and another line of the file\n";
  const std::string middle = " " + acme_token(2) + " ";
  text.replace(32 * kStreamPiece - middle.size() / 2, middle.size(), middle);
  return text + acme_token(3);
}

struct Scanned {
  Scanned(const ScanFixture& fixture, const testing::GitRepoBuilder& builder,
          const ScanRequest& request)
      : output(fixture.context()) {
    auto repository = Repository::open(builder.path());
    REQUIRE(repository);
    OpenRepository opened(std::move(*repository));
    REQUIRE(scan_history(fixture.context(), request, opened, output));
    findings = output.collector.take(fixture.scanner());
  }

  [[nodiscard]] std::vector<Occurrence> of(const std::string& token) const {
    const auto print = fingerprint(FingerprintKey(), "acme", token).short_form();
    for (const Finding& finding : findings) {
      if (finding.fingerprint.short_form() == print) return finding.occurrences;
    }
    return {};
  }
  // The diagnostic about an object, if there is one.
  [[nodiscard]] std::optional<Diagnostic> about(const std::string& id) const {
    for (const Diagnostic& one : output.diagnostics) {
      if (one.subject == id) return one;
    }
    return std::nullopt;
  }

  ScanOutput output;
  std::vector<Finding> findings;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryIsMeasured = false;  // the sanitizers' shadow memory would be counted
#else
constexpr bool kMemoryIsMeasured = true;
#endif

// A line of /proc/self/status, in bytes.
std::uint64_t memory(std::string_view name) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(name)) return std::stoull(line.substr(name.size() + 1)) << 10U;
  }
  return 0;
}

// How far memory grows, for a moment, while `work` is done; nothing where the system does not tell.
std::uint64_t memory_growth(const std::function<void()>& work) {
  const bool is_reset =
      static_cast<bool>(std::ofstream("/proc/self/clear_refs") << "5" << std::flush);
  const std::uint64_t before = memory("VmRSS:");
  work();
  const std::uint64_t peak = memory("VmHWM:");
  return is_reset && kMemoryIsMeasured && peak > before ? peak - before : 0;
}

ScanRequest with_memory(std::uint64_t limit) {
  ScanRequest request;
  request.memory_limit = limit;
  return request;
}

void check_all_found(const Scanned& scanned, const std::string& commit) {
  for (const unsigned n : {1U, 2U, 3U}) {
    CAPTURE(n);
    const auto found = scanned.of(acme_token(n));
    REQUIRE(found.size() == 1);
    CHECK(found[0].location.path == "large.txt");
    CHECK(found[0].commit.id == commit);
    CHECK(found[0].in_head);
  }
}

}  // namespace

TEST_CASE("A blob beyond the memory limit is scanned to its end, loose and packed") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("core.compression", "1");
  const std::string commit = builder.commit_file("large.txt", large_text(), "large");
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    if (is_packed) builder.pack();
    const Scanned scanned(fixture, builder, with_memory(kSmallMemory));
    check_all_found(scanned, commit);
    CHECK(scanned.output.diagnostics.empty());
    CHECK(scanned.output.statistics.blobs == 1);
    CHECK(scanned.output.statistics.bytes >= kLargeBlob);
    CHECK(scanned.of(acme_token(1))[0].location.start == SourcePosition{1, 1});
    const Scanned whole(fixture, builder, {});
    for (const unsigned n : {2U, 3U}) {
      CHECK(whole.of(acme_token(n))[0].location.start ==
            scanned.of(acme_token(n))[0].location.start);
    }
  }
}

TEST_CASE("A rule that asks for a path is asked of large blobs as of all others") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("core.compression", "1");
  const std::string line = "PASSWORD=" + testing::alphanumerics(1, 20) + "\n";
  std::string text = line;
  while (text.size() < std::size_t{2} << 20) text += "and another line of the file\n";
  builder.write("app/.env", text);
  builder.write("app/other", "x" + text);
  builder.stage().commit("both");
  for (const std::uint64_t limit : {std::uint64_t{2} << 20, std::uint64_t{512} << 20}) {
    CAPTURE(limit);
    const Scanned scanned(fixture, builder, with_memory(limit));
    REQUIRE(scanned.findings.size() == 1);
    REQUIRE(scanned.findings[0].occurrences.size() == 1);
    CHECK(scanned.findings[0].occurrences[0].location.path == "app/.env");
    CHECK(scanned.output.diagnostics.empty());
  }
}

TEST_CASE("Memory does not grow with a blob beyond the limit") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("core.compression", "9");
  builder.commit_file("large.txt", large_text(), "large");
  builder.pack();
  ScanRequest request = with_memory(kSmallMemory);
  request.threads = 1;
  CHECK(memory_growth([&] { Scanned(fixture, builder, request); }) < kLargeBlob / 2);
}

TEST_CASE("What derives from a blob beyond the memory limit is named with the remedy") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("core.compression", "1");
  builder.config("core.bigFileThreshold", "1g");
  const std::string text = large_text();
  builder.commit_file("large.txt", text, "first");
  const std::string commit =
      builder.commit_file("large.txt", text + "\n" + acme_token(4) + "\n", "second");
  const std::string first = builder.git({"rev-parse", "HEAD~:large.txt"});
  const std::string second = builder.git({"rev-parse", "HEAD:large.txt"});
  builder.git({"repack", "-adfq", "--window=2", "--window-memory=0"});

  const Scanned scanned(fixture, builder, with_memory(kSmallMemory));
  const auto about_first = scanned.about(first);
  const auto about_second = scanned.about(second);
  CHECK(about_first.has_value() != about_second.has_value());  // one is whole
  const auto named = about_first ? about_first : about_second;
  REQUIRE(named);
  CHECK(scanned.output.diagnostics.size() == 1);
  CHECK(named->kind == "object-too-large");
  CHECK(named->incomplete);
  CHECK(named->message.find("large.txt") != std::string::npos);
  CHECK(named->message.find(std::to_string(kSmallMemory / 2)) != std::string::npos);
  CHECK(named->message.find("--memory-limit") != std::string::npos);
  CHECK(scanned.of(acme_token(1)).size() == 1);

  const Scanned whole(fixture, builder, {});
  CHECK(whole.output.diagnostics.empty());
  REQUIRE(whole.of(acme_token(4)).size() == 1);
  CHECK(whole.of(acme_token(4))[0].commit.id == commit);
}

}  // namespace keyhound
