// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "policies/evidence/ledger_line.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShort{30};

}  // namespace

TEST_CASE("A writer waits for another, and gives up with what to do") {
  const TempDir dir;
  {
    const auto first = LedgerFile::open(dir / "l", LedgerAccess::kCreate, kShort);
    REQUIRE(first);
    const auto second = LedgerFile::open(dir / "l", LedgerAccess::kAppend, kShort);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::kUnreadable);
    CHECK(second.error().message.find("locked for 30 ms") != std::string::npos);
    CHECK_FALSE(LedgerFile::open(dir / "l", LedgerAccess::kRead, kShort));
  }
  const auto reader = LedgerFile::open(dir / "l", LedgerAccess::kRead, kShort);
  REQUIRE(reader);
  CHECK(LedgerFile::open(dir / "l", LedgerAccess::kRead, kShort));
  CHECK_FALSE(LedgerFile::open(dir / "l", LedgerAccess::kAppend, kShort));
}

TEST_CASE("A ledger is made only when asked, for its owner to write and its group to read") {
  const TempDir dir;
  CHECK(LedgerFile::open(dir / "l", LedgerAccess::kAppend, kShort).error().kind ==
        ErrorKind::kNotFound);
  const mode_t before = ::umask(0);
  REQUIRE(LedgerFile::open(dir / "l", LedgerAccess::kCreate, kShort));
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat((dir / "l").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0640U);
}

TEST_CASE("A link, a folder, a pipe and a device are no ledgers") {
  const TempDir dir;
  dir.write_file("l", "").make_directory("folder");
  std::filesystem::create_symlink(dir / "l", dir / "link");
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  for (const std::string& path :
       {dir / "link", dir / "folder", dir / "pipe", std::string("/dev/null")}) {
    CAPTURE(path);
    CHECK_FALSE(LedgerFile::open(path, LedgerAccess::kAppend, kShort));
    CHECK_FALSE(LedgerFile::open(path, LedgerAccess::kRead, kShort));
  }
}

TEST_CASE("The end of complete lines and the line before it are found behind any torn tail") {
  for (const std::size_t torn : {0U, 1U, 65535U, 65536U, 200000U}) {
    for (const std::size_t length : {0U, 5U, 65535U, 65536U, 100000U}) {
      const TempDir dir;
      dir.write_file("l", "first\n" + std::string(length, 'x') + "\n" + std::string(torn, 't'));
      const auto file = LedgerFile::open(dir / "l", LedgerAccess::kAppend, kShort);
      REQUIRE(file);
      CAPTURE(torn);
      CAPTURE(length);
      CHECK(*file->complete_size() == 6 + length + 1);
      CHECK(file->line_before(6 + length + 1)->size() == length);
      CHECK(*file->line_before(6) == "first");
      CHECK_FALSE(file->line_before(5));
      CHECK_FALSE(file->line_before(0));
      CHECK_FALSE(file->line_before(1'000'000));
    }
  }
  const TempDir dir;
  dir.write_file("l", "torn").write_file("long", std::string(2 * kLongestLine, 'x') + "\n");
  CHECK(*LedgerFile::open(dir / "l", LedgerAccess::kRead, kShort)->complete_size() == 0);
  CHECK_FALSE(LedgerFile::open(dir / "long", LedgerAccess::kRead, kShort)
                  ->line_before(2 * kLongestLine + 1));
}

TEST_CASE("What is written replaces a torn tail, whichever is longer") {
  for (const std::string& tail : {std::string(), std::string("t"), std::string(1000, 't')}) {
    const TempDir dir;
    dir.write_file("l", "first\n" + tail);
    auto file = LedgerFile::open(dir / "l", LedgerAccess::kAppend, kShort);
    REQUIRE(file);
    REQUIRE(file->write_end(6, "second\n"));
    CHECK(dir.read_file("l") == "first\nsecond\n");
    CHECK(file->size() == 13);
  }
}

}  // namespace keyhound::testing
