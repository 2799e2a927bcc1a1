// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Lengths lengths(const std::vector<Sample>& samples) {
  const MetricValue value = lengths_of(samples, "none");
  REQUIRE(std::holds_alternative<Lengths>(value));
  return std::get<Lengths>(value);
}

std::vector<Sample> closed(const std::vector<std::int64_t>& seconds) {
  std::vector<Sample> samples;
  for (const std::int64_t one : seconds) samples.push_back({{one}, false});
  return samples;
}

}  // namespace

TEST_CASE("Quantiles are nearest ranks of all samples") {
  const Lengths ten = lengths(closed({10, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  CHECK(ten.n == 10);
  CHECK(ten.open == 0);
  CHECK(ten.p50.duration == Duration{5});
  CHECK(ten.p90.duration == Duration{9});
  CHECK(ten.max.duration == Duration{10});
  CHECK(ten.mean.duration == Duration{5});
  CHECK(ten.sum.duration == Duration{55});
  CHECK_FALSE(ten.max.at_least);
  const Lengths one = lengths(closed({7}));
  CHECK(one.p50.duration == Duration{7});
  CHECK(one.p90.duration == Duration{7});
}

TEST_CASE(
    "What still goes on makes lower bounds of the quantiles that it may move, and of no other") {
  // 1, 2, 3, 4, then one that has lasted 100 so far: the median is 3 however long it lasts.
  std::vector<Sample> samples = closed({1, 2, 3, 4});
  samples.push_back({{100}, true});
  const Lengths late = lengths(samples);
  CHECK(late.open == 1);
  CHECK(late.p50.duration == Duration{3});
  CHECK_FALSE(late.p50.at_least);
  CHECK(late.max.duration == Duration{100});
  CHECK(late.max.at_least);
  CHECK(late.mean.at_least);
  // One that has lasted 1 so far may end beyond the median.
  samples.back().duration = {1};
  const Lengths early = lengths(samples);
  CHECK(early.p50.duration == Duration{2});
  CHECK(early.p50.at_least);
}

TEST_CASE("Nothing to measure is no data with its reason, never 0") {
  CHECK(std::get<NoData>(lengths_of({}, "no leak")).why == "no leak");
  CHECK(std::get<NoData>(share_of(0, 0, "nothing there")).why == "nothing there");
  CHECK(std::get<Share>(share_of(1, 4, "")).value() == 0.25);
}

TEST_CASE("A sum of lengths stops at the end of its range") {
  const Lengths most = lengths(closed({INT64_MAX, INT64_MAX}));
  CHECK(most.sum.duration == Duration{INT64_MAX});
}

TEST_CASE("What is left out is told once for each reason, and not where there was none") {
  Exclusions exclusions;
  exclusions.add("a");
  exclusions.add("b", 0);
  exclusions.add("a", 2);
  const auto all = exclusions.take();
  REQUIRE(all.size() == 1);
  CHECK(all[0].count == 3);
}

}  // namespace keyhound
