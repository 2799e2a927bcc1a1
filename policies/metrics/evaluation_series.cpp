// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/evaluation_series.h"

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kWeek = 7;               // days
constexpr std::int64_t kMostDays = 92;          // that are shown day by day
constexpr std::size_t kMostBuckets = 520;       // ten years of weeks
constexpr std::int64_t kMondayBeforeEpoch = 3;  // 1970-01-01 was a Thursday

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t first_day_of(Bucket bucket, std::int64_t day) {
  if (bucket == Bucket::kDay) return day;
  return floor_div(day + kMondayBeforeEpoch, kWeek) * kWeek - kMondayBeforeEpoch;
}

void add(OutcomeCounts& into, const OutcomeCounts& counts) {
  for (std::size_t i = 0; i < kOutcomes; ++i) into[i] += counts[i];
}

template <class Days>
PolicySeries series_of(std::string policy, const Days& days, Bucket bucket) {
  PolicySeries series;
  series.policy = std::move(policy);
  for (const auto& [day, counts] : days) {
    add(series.total, counts);
    const Timestamp start{first_day_of(bucket, day) * kDay};
    if (series.points.empty() || series.points.back().start != start)
      series.points.push_back({start, {}});
    add(series.points.back().counts, counts);
  }
  if (series.points.size() > kMostBuckets) {
    series.points.erase(series.points.begin(),
                        series.points.end() - static_cast<std::ptrdiff_t>(kMostBuckets));
  }
  return series;
}

}  // namespace

std::string_view to_string(Bucket bucket) { return bucket == Bucket::kDay ? "day" : "week"; }

Timestamp start_of(Bucket bucket, Timestamp time) {
  return {first_day_of(bucket, floor_div(time.seconds, kDay)) * kDay};
}

void EvaluationSeries::add(const PolicyEvaluation& evaluation) {
  if (!known_.contains(evaluation.policy)) {
    ++unknown_;
    return;
  }
  auto days = days_.find(evaluation.policy);
  if (days == days_.end()) days = days_.emplace(evaluation.policy, Days()).first;
  const std::int64_t day = floor_div(evaluation.time.seconds, kDay);
  ++days->second[day][static_cast<std::size_t>(evaluation.outcome)];
}

Bucket EvaluationSeries::fitting_bucket() const {
  std::int64_t first = INT64_MAX;
  std::int64_t last = INT64_MIN;
  for (const auto& [policy, days] : days_) {
    first = std::min(first, days.begin()->first);
    last = std::max(last, days.rbegin()->first);
  }
  return first <= last && last - first >= kMostDays ? Bucket::kWeek : Bucket::kDay;
}

PolicySeries EvaluationSeries::all(Bucket bucket) const {
  Days together;
  for (const auto& [policy, days] : days_) {
    for (const auto& [day, counts] : days) keyhound::add(together[day], counts);
  }
  return series_of("", together, bucket);
}

std::vector<PolicySeries> EvaluationSeries::by_policy(Bucket bucket) const {
  std::vector<PolicySeries> all;
  all.reserve(days_.size());
  for (const auto& [policy, days] : days_) all.push_back(series_of(policy, days, bucket));
  return all;
}

}  // namespace keyhound
