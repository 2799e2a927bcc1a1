// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/cache_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

CacheFile opened(const std::string& path) {
  auto file = CacheFile::open(path);
  REQUIRE(file.has_value());
  return std::move(*file);
}

std::vector<std::string> lines_of(CacheFile& file) {
  std::vector<std::string> lines;
  const Status status = file.read([&](std::size_t number, std::string_view line) {
    CHECK(number == lines.size() + 1);
    lines.emplace_back(line);
    return Status();
  });
  CHECK(status.has_value());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Lines are read across the blocks of a file, and a torn last one is passed over") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  Lines written;
  for (int i = 0; i < 500; ++i) {
    written.push_back(std::string(static_cast<std::size_t>(i * 3), 'a') + std::to_string(i));
    REQUIRE(file.append(written.back()).has_value());
  }
  dir.append_file("cache", "torn");
  CHECK((lines_of(file) == written));
  REQUIRE(file.append("next").has_value());
  written.emplace_back("next");
  CHECK((lines_of(file) == written));
}

TEST_CASE("A file that was closed is read on where it was, and a new one from its begin") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  const auto read_new = [&file] {
    Lines lines;
    CHECK(file.read_new([&](std::size_t, std::string_view line) {
      lines.emplace_back(line);
      return Status();
    }));
    file.close();
    return lines;
  };
  REQUIRE(file.append("one").has_value());
  CHECK((read_new() == Lines{"one"}));
  REQUIRE(file.append("two").has_value());
  CHECK((read_new() == Lines{"two"}));
  CHECK(read_new().empty());
  dir.write_file("other", "three\nfour\nfive\n");
  std::filesystem::permissions(dir / "other", std::filesystem::perms(0600));
  std::filesystem::rename(dir / "other", dir / "cache");
  CHECK((read_new() == Lines{"three", "four", "five"}));
}

TEST_CASE("The first error of a reader ends the reading, and the file can still be written") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  for (const char* line : {"one", "two", "three"}) REQUIRE(file.append(line).has_value());
  int heard = 0;
  const Status status = file.read([&](std::size_t, std::string_view) -> Status {
    if (++heard == 2) return fail(ErrorKind::kConfiguration, "no");
    return {};
  });
  CHECK_FALSE(status.has_value());
  CHECK(heard == 2);
  CHECK(opened(dir / "cache").append("four").has_value());
}

TEST_CASE("A file that was replaced, or removed, is found again by who holds the old one") {
  const TempDir dir;
  CacheFile one = opened(dir / "cache");
  CacheFile other = opened(dir / "cache");
  REQUIRE(one.append("old").has_value());
  REQUIRE(one.replace([] { return Result<std::string>("new\n"); }).has_value());
  REQUIRE(other.append("of the other").has_value());
  REQUIRE(one.append("of the one").has_value());
  CHECK((lines_of(one) == Lines{"new", "of the other", "of the one"}));
  std::filesystem::remove(dir / "cache");
  REQUIRE(other.append("begun anew").has_value());
  CHECK((lines_of(one) == Lines{"begun anew"}));
}

TEST_CASE(
    "A replacement that fails changes nothing, and one that succeeds nothing beside the cache") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  REQUIRE(file.append("old").has_value());
  CHECK_FALSE(
      file.replace([]() -> Result<std::string> { return fail(ErrorKind::kCorrupt, "no content"); })
          .has_value());
  CHECK((lines_of(file) == Lines{"old"}));
  dir.write_file("cache.new", "somebody else's");
  REQUIRE(file.replace([] { return Result<std::string>("new\n"); }).has_value());
  CHECK((lines_of(file) == Lines{"new"}));
  CHECK(dir.read_file("cache.new") == "somebody else's");
  CHECK(std::distance(std::filesystem::directory_iterator(dir.str()), {}) == 2);
}

TEST_CASE("A link that is put in the place of the cache meanwhile is not followed") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  dir.write_file("victim", "theirs\n");
  std::filesystem::remove(dir / "cache");
  std::filesystem::create_symlink(dir / "victim", dir / "cache");
  const Status status = file.append("line");
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().message.find("it is a link") != std::string::npos);
  CHECK(dir.read_file("victim") == "theirs\n");
}

TEST_CASE("Another process that reads meanwhile is waited for") {
  const TempDir dir;
  CacheFile file = opened(dir / "cache");
  const int other = ::open((dir / "cache").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(::flock(other, LOCK_SH) == 0);
  CHECK(lines_of(file).empty());  // readers do not wait for each other
  ::close(other);
  CHECK(file.append("line").has_value());
}

TEST_CASE("A directory that cannot be made is told") {
  const TempDir dir;
  dir.write_file("file", "");
  const auto file = CacheFile::open(dir / "file/cache");
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().message.find(dir / "file/cache") == 0);
}

}  // namespace keyhound::testing
