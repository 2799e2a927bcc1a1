// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_database.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/engine/database_cache.h"
#include "tests/support/aligned_image.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

const std::vector<std::string> kPatterns = {"abc[0-9]{2}", "zz"};

// The pattern and end of each hit.
std::vector<std::pair<std::uint32_t, std::uint32_t>> scan(const TriggerDatabase& database,
                                                          std::string_view text) {
  const TriggerDatabase* const databases[] = {&database};
  Result<TriggerScanner> scanner = TriggerScanner::create(databases);
  REQUIRE(scanner);
  std::vector<TriggerHit> hits;
  REQUIRE(scanner->scan(database, 0, "abc99zzzzzz", {0, 0, 11}, hits));
  hits.clear();  // nothing of the first text may be left behind
  REQUIRE(scanner->scan(database, 0, text, {0, 0, text.size()}, hits));
  std::sort(hits.begin(), hits.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  for (const TriggerHit& hit : hits) found.emplace_back(hit.trigger, hit.end);
  return found;
}

TEST_CASE("Every hit is reported with its pattern and the offset behind it") {
  const Result<TriggerDatabase> database = TriggerDatabase::compile(kPatterns);
  REQUIRE(database);
  using Hits = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  CHECK(scan(*database, "zzz abc12 abc3") == Hits{{0, 9}, {1, 2}, {1, 3}});
  CHECK(scan(*database, "").empty());
}

TEST_CASE("A window is read alone, and only hits from its first wanted end on are given") {
  const Result<TriggerDatabase> database = TriggerDatabase::compile(kPatterns);
  REQUIRE(database);
  const TriggerDatabase* const databases[] = {&*database};
  Result<TriggerScanner> scanner = TriggerScanner::create(databases);
  REQUIRE(scanner);
  const std::string text = "abc12 zzzz abc34";
  std::vector<TriggerHit> hits;
  REQUIRE(scanner->scan(*database, 7, text, {6, 9, 10}, hits));
  CHECK(hits == std::vector<TriggerHit>{{8, 9}, {8, 10}});
  REQUIRE(scanner->scan(*database, 7, text, {1, 1, 6}, hits));
  REQUIRE(scanner->scan(*database, 7, text, {11, 16, 16}, hits));
  CHECK(hits == std::vector<TriggerHit>{{8, 9}, {8, 10}, {7, 16}});
}

TEST_CASE("The first image that this machine can run is used where it lies") {
  const Result<std::string> baseline =
      TriggerDatabase::compile_image(kPatterns, CpuLevel::kBaseline);
  REQUIRE(baseline);
  testing::AlignedImage image(*baseline);
  const testing::AlignedImage garbage(std::string(baseline->size(), 'x'));
  const Result<TriggerDatabase> used =
      TriggerDatabase::use_image(std::vector<std::string_view>{{}, garbage.view(), image.view()});
  REQUIRE(used);
  CHECK(scan(*used, "abc12 zz").size() == 2);

  for (const CpuLevel level : {CpuLevel::kAvx2, CpuLevel::kAvx512}) {
    CHECK(TriggerDatabase::compile_image(kPatterns, level));
  }
}

TEST_CASE("An image that was changed, or lies where it may not, is refused") {
  const Result<std::string> baseline =
      TriggerDatabase::compile_image(kPatterns, CpuLevel::kBaseline);
  REQUIRE(baseline);
  testing::AlignedImage image(*baseline);
  testing::AlignedImage shifted(" " + *baseline);
  CHECK(TriggerDatabase::use_image(std::vector{image.view()}));
  CHECK(!TriggerDatabase::use_image(std::vector{shifted.view().substr(1)}));
  CHECK(TriggerDatabase::check_image(image.view()));
  CHECK(!TriggerDatabase::check_image(shifted.view().substr(1)));
  CHECK(!TriggerDatabase::check_image({}));
  for (const std::size_t place : {std::size_t{10}, baseline->size() - 100}) {
    image.data()[place] ^= 1;
    CHECK(!TriggerDatabase::use_image(std::vector{image.view()}));
    CHECK(!TriggerDatabase::check_image(image.view()));
    image.data()[place] ^= 1;
  }
}

TEST_CASE("Scratch space that was given back serves the next scanner") {
  const Result<std::string> baseline =
      TriggerDatabase::compile_image(kPatterns, CpuLevel::kBaseline);
  REQUIRE(baseline);
  const testing::AlignedImage image(*baseline);
  const Result<TriggerDatabase> used = TriggerDatabase::use_image(std::vector{image.view()});
  REQUIRE(used);
  for (int i = 0; i < 3; ++i) CHECK(scan(*used, "abc12 zz").size() == 2);
  const TriggerDatabase* const databases[] = {&*used};
  std::vector<TriggerScanner> scanners;
  for (int i = 0; i < 3; ++i) scanners.push_back(std::move(*TriggerScanner::create(databases)));
  std::vector<TriggerHit> hits;
  for (TriggerScanner& scanner : scanners)
    REQUIRE(scanner.scan(*used, 0, "abc12", {0, 0, 5}, hits));
  CHECK(hits.size() == 3);
}

TEST_CASE("A database that is not whole is not loaded") {
  const Result<TriggerDatabase> database = TriggerDatabase::compile(kPatterns);
  REQUIRE(database);
  const Result<std::string> serialized = database->serialize();
  REQUIRE(serialized);
  CHECK(TriggerDatabase::load(*serialized));
  CHECK(!TriggerDatabase::load(serialized->substr(0, serialized->size() / 2)));
  CHECK(!TriggerDatabase::load("garbage"));
}

TEST_CASE("A pattern that Hyperscan refuses is refused with its reason") {
  const std::vector<std::string> patterns = {"abc", "(?<=x)y"};
  const Result<TriggerDatabase> database = TriggerDatabase::compile(patterns);
  REQUIRE(!database);
  CHECK(database.error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("The cache keeps a database, and survives a damaged or unwritable file") {
  const testing::TempDir dir;
  const std::string folder = dir / "deep/cache";
  const std::string path = cached_database_path(kPatterns, folder);
  REQUIRE(load_or_compile(kPatterns, folder));
  const Result<std::string> kept = read_file(path, 1 << 24);
  REQUIRE(kept);

  std::string damaged = *kept;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  for (const std::string& content : {damaged, kept->substr(0, 40), std::string()}) {
    REQUIRE(write_file(path, content));
    const Result<TriggerDatabase> database = load_or_compile(kPatterns, folder);
    REQUIRE(database);
    CHECK(scan(*database, "abc12").size() == 1);
    CHECK(*read_file(path, 1 << 24) == *kept);
  }

  CHECK(load_or_compile(kPatterns, "/proc/no/such/folder"));
  CHECK(load_or_compile(kPatterns, ""));
  CHECK(cached_database_path(std::vector<std::string>{"abc"}, folder) != path);
}

}  // namespace
}  // namespace keyhound
