// SPDX-License-Identifier: Apache-2.0
// EvaluationSeries: the outcomes of policies over time, a day or a week at a time. Memory grows
// with the days that have evaluations, not with the events. Thread-compatible.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policies/controls/policy_tallies.h"

namespace keyhound {

enum class Bucket { kDay, kWeek };
std::string_view to_string(Bucket bucket);  // "day", "week"

// The time that the bucket of `time` begins: midnight UTC, of a week on Monday.
Timestamp start_of(Bucket bucket, Timestamp time);

struct SeriesPoint {
  Timestamp start;
  OutcomeCounts counts{};
};

struct PolicySeries {
  std::string policy;  // empty: all policies together
  OutcomeCounts total{};
  std::vector<SeriesPoint> points;  // by time; buckets without evaluations are not there
};

class EvaluationSeries {
 public:
  // `known`: ids of the policies whose series are kept; the others are counted together.
  explicit EvaluationSeries(std::set<std::string, std::less<>> known) : known_(std::move(known)) {}

  void add(const PolicyEvaluation& evaluation);

  // A day a bucket up to 92 days, else a week.
  [[nodiscard]] Bucket fitting_bucket() const;
  // All policies together, with the 520 newest buckets. Those of unknown policies are in no series.
  [[nodiscard]] PolicySeries all(Bucket bucket) const;
  // Each policy that was evaluated, by id.
  [[nodiscard]] std::vector<PolicySeries> by_policy(Bucket bucket) const;
  [[nodiscard]] std::uint64_t unknown() const { return unknown_; }

 private:
  using Days = std::map<std::int64_t, OutcomeCounts>;  // by days since the epoch

  std::set<std::string, std::less<>> known_;
  std::map<std::string, Days, std::less<>> days_;
  std::uint64_t unknown_ = 0;
};

}  // namespace keyhound
