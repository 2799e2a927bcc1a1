// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/locked_text.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

LockedText opened(const TempDir& dir) {
  auto text = LockedText::open(dir / "a/line");
  REQUIRE(text.has_value());
  return std::move(*text);
}

}  // namespace

TEST_CASE("A line that is written in turn is read in the next turn, without what was longer") {
  const TempDir dir;
  LockedText one = opened(dir);
  LockedText other = opened(dir);
  REQUIRE(one.lock());
  CHECK(one.read()->empty());
  CHECK(one.write("a long line of text"));
  CHECK_FALSE(*other.try_lock());
  CHECK(one.write("short"));
  one.unlock();
  REQUIRE(*other.try_lock());
  CHECK(*other.read() == "short");
  CHECK(dir.read_file("a/line") == "short\n");
}

TEST_CASE("Who locks a file that was replaced or removed has the one that stands there now") {
  const TempDir dir;
  LockedText one = opened(dir);
  REQUIRE(one.lock());
  CHECK(one.write("of old"));
  one.unlock();
  std::filesystem::remove_all(dir / "a");
  SUBCASE("removed") {}
  SUBCASE("replaced") { dir.write_file("a/line", ""); }
  REQUIRE(*one.try_lock());
  CHECK(one.read()->empty());
  LockedText other = opened(dir);
  CHECK_FALSE(*other.try_lock());
  CHECK(one.write("new"));
  CHECK(dir.read_file("a/line") == "new\n");
}

TEST_CASE("A process that is killed leaves its turn and what it wrote") {
  const TempDir dir;
  LockedText text = opened(dir);
  int ready[2] = {};
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto theirs = LockedText::open(dir / "a/line");
    const bool is_written = theirs && theirs->lock() && theirs->write("theirs");
    if (::write(ready[1], is_written ? "1" : "0", 1) == 1) ::pause();
    ::_exit(1);
  }
  char byte = '0';
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  CHECK(byte == '1');
  CHECK_FALSE(*text.try_lock());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  REQUIRE(*text.try_lock());
  CHECK(*text.read() == "theirs");
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace keyhound::testing
