// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/evaluation_series.h"

#include "tests/policies/controls/evaluated_ledger.h"

namespace keyhound {
namespace {

using testing::day;

EvaluationSeries series_of(const std::vector<PolicyEvaluation>& evaluations) {
  EvaluationSeries series({"ROT1001", "OWN1001"});
  for (const PolicyEvaluation& one : evaluations) series.add(one);
  return series;
}

PolicyEvaluation at(Timestamp time, Outcome outcome, std::string_view policy = "ROT1001") {
  return {0, time, policy, "credential:a", outcome};
}

}  // namespace

TEST_CASE("Weeks begin on Monday and days at midnight UTC, before the epoch too") {
  CHECK(format_timestamp(start_of(Bucket::kWeek, day(0))) == "2026-12-28T00:00:00Z");
  CHECK(format_timestamp(start_of(Bucket::kWeek, {0})) == "1969-12-29T00:00:00Z");
  CHECK(format_timestamp(start_of(Bucket::kDay, {-1})) == "1969-12-31T00:00:00Z");
  const Timestamp monday = *parse_timestamp("2027-01-04");
  CHECK(start_of(Bucket::kWeek, monday) == monday);
  CHECK(start_of(Bucket::kWeek, monday + Duration{-1}) == monday + Duration{-7 * 86'400});
}

TEST_CASE("Outcomes are summed by bucket, for each policy and for all") {
  const auto series =
      series_of({at(day(0), Outcome::kPass), at(day(0), Outcome::kFail), at(day(3), Outcome::kPass),
                 at(day(9), Outcome::kWaived), at(day(9), Outcome::kPass, "OWN1001")});
  CHECK(series.fitting_bucket() == Bucket::kDay);
  const auto days = series.by_policy(Bucket::kDay);
  REQUIRE(days.size() == 2);
  CHECK(days[0].policy == "OWN1001");
  REQUIRE(days[1].points.size() == 3);
  CHECK(*pass_rate(days[1].points[0].counts) == 0.5);
  CHECK_FALSE(pass_rate(days[1].points[2].counts));
  const PolicySeries weeks = series.all(Bucket::kWeek);
  REQUIRE(weeks.points.size() == 2);
  CHECK(evaluations(weeks.points[0].counts) == 2);
  CHECK(evaluations(weeks.points[1].counts) == 3);
  CHECK(evaluations(weeks.total) == 5);
}

TEST_CASE("A long time is shown by weeks, the newest 520 of them, with the totals of all") {
  std::vector<PolicyEvaluation> evaluations;
  for (std::int64_t week = 0; week < 600; ++week)
    evaluations.push_back(at(day(7 * week), Outcome::kPass));
  const auto series = series_of(evaluations);
  CHECK(series.fitting_bucket() == Bucket::kWeek);
  const PolicySeries all = series.all(Bucket::kWeek);
  CHECK(all.points.size() == 520);
  CHECK(all.points.back().start == start_of(Bucket::kWeek, day(7 * 599)));
  CHECK(keyhound::evaluations(all.total) == 600);
}

TEST_CASE("Policies that are not known are counted, and in no series") {
  const auto series = series_of({at(day(0), Outcome::kPass, "ZZZ1001")});
  CHECK(series.unknown() == 1);
  CHECK(series.by_policy(Bucket::kDay).empty());
  CHECK(series.all(Bucket::kDay).points.empty());
  CHECK(series.fitting_bucket() == Bucket::kDay);
}

}  // namespace keyhound
