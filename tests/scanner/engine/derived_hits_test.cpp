// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/derived_hits.h"

#include <doctest/doctest.h>

#include <vector>

namespace keyhound {
namespace {

using Ranges = std::vector<CopiedRange>;
using Windows = std::vector<SearchWindow>;
using Spans = std::vector<CarriedSpan>;

SearchPlan plan_of(std::size_t text_size, const Ranges& copied) {
  SearchPlan plan;
  plan.windows.resize(3);  // must not stay
  plan.spans.resize(3);
  plan_search(text_size, copied, plan);
  return plan;
}

TEST_CASE("A text without a base is searched whole, and an empty one not at all") {
  CHECK(plan_of(500, {}).windows == Windows{{0, 1, 500}});
  CHECK(plan_of(500, {}).spans.empty());
  CHECK(plan_of(0, {}).windows.empty());
}

TEST_CASE("What is copied from beginning to beginning decides every end in it") {
  const SearchPlan plan = plan_of(1000, {{0, 0, 1000}});
  CHECK(plan.windows.empty());
  CHECK(plan.spans == Spans{{1, 1000, 1}});
}

TEST_CASE("A copy to or from elsewhere decides the ends that have 64 copied bytes before them") {
  const SearchPlan moved_to_start = plan_of(1000, {{0, 7, 1000}});
  CHECK(moved_to_start.windows == Windows{{0, 1, 63}});
  CHECK(moved_to_start.spans == Spans{{64, 1000, 71}});
  const SearchPlan moved_from_start = plan_of(1007, {{7, 0, 1000}});
  CHECK(moved_from_start.windows == Windows{{0, 1, 70}});
  CHECK(moved_from_start.spans == Spans{{71, 1007, 64}});
}

TEST_CASE("New bytes are searched with the 63 before them and the 63 behind them") {
  // 10 bytes are inserted at 400.
  const SearchPlan plan = plan_of(1010, {{0, 0, 400}, {410, 400, 600}});
  CHECK(plan.spans == Spans{{1, 400, 1}, {474, 1010, 464}});
  CHECK(plan.windows == Windows{{337, 401, 473}});
  // So is a seam without new bytes, here where 10 were deleted.
  CHECK(plan_of(990, {{0, 0, 400}, {400, 410, 590}}).windows == Windows{{337, 401, 463}});
}

TEST_CASE("New bytes at the end are searched to the end") {
  CHECK(plan_of(410, {{0, 0, 400}}).windows == Windows{{337, 401, 410}});
}

TEST_CASE("A span too short to be worth it is searched with its neighbours") {
  // 190 bytes would decide 127 ends.
  const Ranges copied = {{0, 0, 400}, {410, 400, 190}, {610, 590, 400}};
  CHECK(plan_of(1010, copied).windows == Windows{{337, 401, 673}});
  CHECK(plan_of(1010, copied).spans.size() == 2);
  const Ranges longer = {{0, 0, 400}, {410, 400, 191}, {611, 591, 400}};
  CHECK(plan_of(1011, longer).windows == Windows{{337, 401, 473}, {538, 602, 674}});
  CHECK(plan_of(1011, longer).spans.size() == 3);
}

TEST_CASE("Hits are carried with the spans that hold their ends, and no others") {
  const std::vector<TriggerHit> base = {{1, 99}, {1, 100}, {1, 200}, {1, 201}, {4, 150}};
  std::vector<TriggerHit> hits(5);
  carry_hits(base, Spans{{300, 400, 100}}, hits);
  CHECK(hits == std::vector<TriggerHit>{{1, 300}, {1, 400}, {4, 350}});
  carry_hits(base, {}, hits);
  CHECK(hits.empty());
}

TEST_CASE("Spans that are doubled or swapped give hits by trigger, then end") {
  const std::vector<TriggerHit> base = {{1, 100}, {1, 500}, {2, 500}};
  std::vector<TriggerHit> hits;
  carry_hits(base, Spans{{1, 200, 401}, {300, 499, 1}, {600, 799, 401}}, hits);
  CHECK(hits == std::vector<TriggerHit>{{1, 100}, {1, 399}, {1, 699}, {2, 100}, {2, 699}});
}

TEST_CASE("Ranges that are empty, overlap, descend or leave the texts are told") {
  CHECK(is_valid_copy({}, 0, 0));
  CHECK(is_valid_copy(Ranges{{0, 5, 10}, {10, 0, 10}}, 20, 15));
  CHECK_FALSE(is_valid_copy(Ranges{{0, 0, 0}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{0, 0, 10}, {9, 10, 5}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{10, 0, 5}, {0, 10, 5}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{11, 0, 10}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{0, 11, 10}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{1, 0, SIZE_MAX}}, 20, 20));
  CHECK_FALSE(is_valid_copy(Ranges{{0, 1, SIZE_MAX}}, SIZE_MAX, 20));
}

}  // namespace
}  // namespace keyhound
