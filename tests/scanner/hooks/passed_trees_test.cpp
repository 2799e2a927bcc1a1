// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/passed_trees.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <thread>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

using Entry = PassedTrees::Entry;

ObjectId id(std::size_t n) { return *ObjectId::from_hex(fmt::format("{:040x}", n)); }

PassedTrees read(const std::string& path) {
  auto trees = PassedTrees::read(path);
  REQUIRE(trees);
  return *trees;
}

}  // namespace

TEST_CASE("Trees that were passed or recorded are known again, others are not") {
  const TempDir dir;
  const std::string path = dir / "keyhound/passed-trees";
  CHECK_FALSE(read(path).is_known());
  const ObjectId base = id(7);
  REQUIRE(PassedTrees::begin(path, std::span(&base, 1), {100}));
  REQUIRE(PassedTrees::add(path, id(1), Entry::kPassed, {101}));
  REQUIRE(PassedTrees::add(path, id(2), Entry::kRecorded, {102}));
  const PassedTrees trees = read(path);
  CHECK(trees.is_known());
  CHECK(trees.since().seconds == 0);
  CHECK(trees.holds(id(1)));
  CHECK(trees.holds(id(2)));
  CHECK_FALSE(trees.holds(id(3)));
  CHECK_FALSE(trees.holds(base));
  CHECK(trees.bases() == std::vector<ObjectId>{base});
}

TEST_CASE("A record that was begun is not begun again") {
  const TempDir dir;
  const std::string path = dir / "passed-trees";
  REQUIRE(PassedTrees::begin(path, {}, {100}));
  REQUIRE(PassedTrees::add(path, id(1), Entry::kPassed, {101}));
  const ObjectId base = id(7);
  REQUIRE(PassedTrees::begin(path, std::span(&base, 1), {200}));
  CHECK(read(path).holds(id(1)));
  CHECK(read(path).bases().empty());
}

TEST_CASE("The record stays small: the older half goes, and of its time nothing is known") {
  const TempDir dir;
  const std::string path = dir / "passed-trees";
  constexpr std::size_t kFirst = 1'798'000'000;
  const ObjectId base = id(1'000'000);
  REQUIRE(PassedTrees::begin(path, std::span(&base, 1), {1}));
  std::string lines;
  for (std::size_t i = 1; i <= 2 * PassedTrees::kKept; ++i)
    lines += fmt::format("{:040x} {} passed\n", i, kFirst + i);
  dir.append_file("passed-trees", lines);
  REQUIRE(PassedTrees::add(path, id(999'999), Entry::kPassed, {1'798'090'000}));
  const PassedTrees trees = read(path);
  CHECK_FALSE(trees.holds(id(1)));
  CHECK(trees.holds(id(2 * PassedTrees::kKept)));
  CHECK(trees.holds(id(999'999)));
  CHECK(trees.bases().size() == 1);
  CHECK(trees.since().seconds == static_cast<std::int64_t>(kFirst + PassedTrees::kKept + 1));
  CHECK(dir.read_file("passed-trees").size() < 400'000);
}

TEST_CASE("Lines that are none are left out, a line that was cut off too") {
  const TempDir dir;
  dir.write_file("passed-trees", "keyhound passed-trees v1 since 5\nrubbish\n" +
                                     std::string(40, 'z') + " 1 passed\n" + id(1).hex() +
                                     " x passed\n" + id(2).hex() + " 1 else\n" + id(3).hex() +
                                     " 1 passed\n" + id(4).hex() + " 1 pas");
  const PassedTrees trees = read(dir / "passed-trees");
  CHECK(trees.since().seconds == 5);
  CHECK_FALSE(trees.holds(id(1)));
  CHECK_FALSE(trees.holds(id(2)));
  CHECK(trees.holds(id(3)));
  CHECK_FALSE(trees.holds(id(4)));
}

TEST_CASE("Writers at the same time lose no tree") {
  const TempDir dir;
  const std::string path = dir / "passed-trees";
  REQUIRE(PassedTrees::begin(path, {}, {1}));
  std::vector<std::thread> writers;
  for (std::size_t t = 0; t < 4; ++t) {
    writers.emplace_back([&path, t] {
      for (std::size_t i = 0; i < 100; ++i)
        CHECK(PassedTrees::add(path, id(1000 * t + i), Entry::kPassed, {2}));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const PassedTrees trees = read(path);
  for (std::size_t t = 0; t < 4; ++t)
    for (std::size_t i = 0; i < 100; ++i) CHECK(trees.holds(id(1000 * t + i)));
}

TEST_CASE("A record that cannot be written is an error, and a link is not followed") {
  const TempDir dir;
  CHECK_FALSE(PassedTrees::add(dir / "missing", id(1), Entry::kPassed, {1}));
  dir.write_file("target", "");
  std::filesystem::create_symlink(dir / "target", dir / "link");
  CHECK_FALSE(PassedTrees::add(dir / "link", id(1), Entry::kPassed, {1}));
  CHECK(dir.read_file("target").empty());
}

}  // namespace keyhound::testing
