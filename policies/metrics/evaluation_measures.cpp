// SPDX-License-Identifier: Apache-2.0
// What the policies decided in the period.
#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

constexpr const char* kNoneEvaluated = "no policy was evaluated in the period";
constexpr const char* kNoneDecided =
    "no evaluation of the period passed, failed or ended in an error";

std::uint64_t of(const OutcomeCounts& counts, Outcome outcome) {
  return counts[static_cast<std::size_t>(outcome)];
}

OutcomeCounts totals(const EvaluationSeries& evaluations) {
  return evaluations.all(Bucket::kWeek).total;
}

void exclude_unknown(const EvaluationSeries& evaluations, Exclusions& exclusions) {
  exclusions.add("evaluation of a policy that is not known here (--policies)",
                 evaluations.unknown());
}

}  // namespace

Measure policy_pass_rate(const MetricsInput& input) {
  if (input.evaluations == nullptr) return {NoData{kNoLedger}, {}};
  const OutcomeCounts counts = totals(*input.evaluations);
  Exclusions exclusions;
  exclusions.add("waived", of(counts, Outcome::kWaived));
  exclusions.add("not applicable", of(counts, Outcome::kNotApplicable));
  exclude_unknown(*input.evaluations, exclusions);
  const std::uint64_t pass = of(counts, Outcome::kPass);
  return {
      share_of(pass, pass + of(counts, Outcome::kFail) + of(counts, Outcome::kError), kNoneDecided),
      exclusions.take()};
}

Measure policy_waived_share(const MetricsInput& input) {
  if (input.evaluations == nullptr) return {NoData{kNoLedger}, {}};
  const OutcomeCounts counts = totals(*input.evaluations);
  Exclusions exclusions;
  exclusions.add("not applicable", of(counts, Outcome::kNotApplicable));
  exclude_unknown(*input.evaluations, exclusions);
  return {share_of(of(counts, Outcome::kWaived), keyhound::evaluations(counts), kNoneEvaluated),
          exclusions.take()};
}

Measure policies_evaluated(const MetricsInput& input) {
  if (input.evaluations == nullptr) return {NoData{kNoLedger}, {}};
  std::uint64_t part = 0;
  for (const PolicySeries& series : input.evaluations->by_policy(Bucket::kWeek)) {
    if (keyhound::evaluations(series.total) > 0) ++part;
  }
  Exclusions exclusions;
  exclude_unknown(*input.evaluations, exclusions);
  return {share_of(part, input.policies->infos().size(), "no policy is in use"), exclusions.take()};
}

}  // namespace keyhound
