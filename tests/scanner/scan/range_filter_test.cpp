// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/range_filter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "scanner/git/repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

// A repository whose blobs the tests put into a made-up history of one path.
struct RangeCase {
  RangeCase() {
    auto made = ObjectScanner::create(fixture.context(), packs);
    REQUIRE(made);
    scanner = std::move(*made);
  }

  ObjectId blob(const std::string& text) { return *ObjectId::from_hex(builder.blob(text)); }

  // `after` replaces `before` (null: nothing) at path `path` in commit number `commit`.
  void change(std::uint32_t commit, std::uint32_t path, const ObjectId& before,
              const ObjectId& after) {
    while (map.paths.size() <= path) map.paths.push_back("p" + std::to_string(map.paths.size()));
    map.events.push_back({after, before, commit, path});
    std::sort(map.events.begin(), map.events.end(), [](const BlobEvent& a, const BlobEvent& b) {
      return std::tie(a.blob, a.commit, a.path) < std::tie(b.blob, b.commit, b.path);
    });
  }

  FoundOccurrence found(const ObjectId& in, std::uint32_t commit, std::uint32_t path,
                        const std::string& token,
                        LocationPart part = LocationPart::kContent) const {
    FoundOccurrence one;
    one.hit = share(fixture.scan(token).at(0));
    one.occurrence.blob = in.hex();
    one.occurrence.location.path = map.paths.at(path);
    one.occurrence.location.part = part;
    one.order = commit;
    return one;
  }

  // The orders (commits) of what is kept.
  std::vector<std::uint32_t> kept(std::vector<FoundOccurrence> all) {
    std::vector<std::uint32_t> orders;
    for (const FoundOccurrence& one : keep_introduced(map, std::move(all), *scanner))
      orders.push_back(one.order);
    return orders;
  }

  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  std::vector<Diagnostic> problems;
  const PackSet packs = PackSet::open(*Repository::open(builder.path()), problems);
  std::unique_ptr<ObjectScanner> scanner;
  HistoryMap map;
};

const std::string kToken = acme_token(1);
using Orders = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("A secret that the older version held is not the change's, a new one is") {
  RangeCase c;
  const ObjectId old = c.blob(kToken);
  const ObjectId changed = c.blob(kToken + "\n" + acme_token(2));
  const ObjectId clean = c.blob("clean");
  c.change(1, 0, old, changed);
  c.change(2, 1, clean, changed);
  c.change(3, 2, {}, changed);
  CHECK(c.kept({c.found(changed, 1, 0, kToken)}).empty());
  CHECK(c.kept({c.found(changed, 1, 0, acme_token(2))}) == Orders{1});
  CHECK(c.kept({c.found(changed, 2, 1, kToken)}) == Orders{2});
  CHECK(c.kept({c.found(changed, 3, 2, kToken)}) == Orders{3});
}

TEST_CASE("What was there before stays the older one's through every later change") {
  RangeCase c;
  const ObjectId old = c.blob(kToken + " 0");
  const ObjectId one = c.blob(kToken + " 1");
  const ObjectId two = c.blob(kToken + " 2");
  c.change(1, 0, old, one);
  c.change(2, 0, one, two);
  // In any order of finding.
  CHECK(c.kept({c.found(two, 2, 0, kToken), c.found(one, 1, 0, kToken)}).empty());
}

TEST_CASE("What the range introduces stays introduced in its later versions") {
  RangeCase c;
  const ObjectId one = c.blob(kToken + " 1");
  const ObjectId two = c.blob(kToken + " 2");
  c.change(1, 0, {}, one);
  c.change(2, 0, one, two);
  CHECK(c.kept({c.found(two, 2, 0, kToken), c.found(one, 1, 0, kToken)}) == Orders{1, 2});
}

TEST_CASE("A secret that was removed and comes back within the range is introduced") {
  RangeCase c;
  const ObjectId old = c.blob(kToken);
  const ObjectId clean = c.blob("clean");
  const ObjectId back = c.blob(kToken + " back");
  c.change(1, 0, old, clean);
  c.change(2, 0, clean, back);
  CHECK(c.kept({c.found(back, 2, 0, kToken)}) == Orders{2});
}

TEST_CASE("Messages and paths are kept, and so is what the map does not know") {
  RangeCase c;
  const ObjectId old = c.blob(kToken);
  const ObjectId changed = c.blob(kToken + "\n");
  c.change(1, 0, old, changed);
  CHECK(c.kept({c.found(changed, 1, 0, kToken, LocationPart::kPath)}) == Orders{1});
  CHECK(c.kept({c.found(c.blob("unknown"), 9, 0, kToken)}) == Orders{9});
}

TEST_CASE("An older version that cannot be read holds nothing and leaves a diagnostic") {
  RangeCase c;
  const ObjectId missing = *ObjectId::from_hex(std::string(40, 'b'));
  const ObjectId changed = c.blob(kToken);
  c.change(1, 0, missing, changed);
  CHECK(c.kept({c.found(changed, 1, 0, kToken)}) == Orders{1});
  CHECK(c.scanner->diagnostics.size() == 1);
}

TEST_CASE("holds_secret compares secret and rule") {
  RangeCase c;
  const TextHit hit = c.fixture.scan(kToken).at(0);
  CHECK(holds_secret(c.blob("x " + kToken), "a", hit, *c.scanner));
  CHECK_FALSE(holds_secret(c.blob("x " + acme_token(2)), "a", hit, *c.scanner));
  TextHit of_other_rule = hit;
  of_other_rule.rule += 1;
  CHECK_FALSE(holds_secret(c.blob("x " + kToken), "a", of_other_rule, *c.scanner));
}

}  // namespace keyhound
