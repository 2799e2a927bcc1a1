// SPDX-License-Identifier: Apache-2.0
// Reviews as RVW1001 and RVW1002 demand them, of credentials in use; machine identities apart from
// the tokens of people.
#include "policies/lifecycle/policy_limits.h"
#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

constexpr std::string_view kHumanType = "human-pat";

Measure reviews_in_time(const MetricsInput& input, bool of_humans, const char* why_none) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential) || (credential.type == kHumanType) != of_humans) continue;
    if (!credential.review.period) {
      exclusions.add("it has no review period");
      continue;
    }
    ++whole;
    const auto start = period_start(credential.review.last, credential, input.now);
    if (start && input.now <= *start + *credential.review.period) ++part;
  }
  return {share_of(part, whole, why_none), exclusions.take()};
}

}  // namespace

Measure machine_reviews_in_time(const MetricsInput& input) {
  return reviews_in_time(input, false, "no machine identity in use has a review period");
}

Measure human_reviews_in_time(const MetricsInput& input) {
  return reviews_in_time(input, true, "no token of a person in use has a review period");
}

Measure reviews_faster_than_human(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential) || credential.type != "nhi") continue;
    const auto human = allowed_time(*input.policies, "RVW1002", "human_review_period",
                                    credential.scope.environment);
    if (!human) {
      exclusions.add("RVW1002, which knows how often people are reviewed, is switched off");
      continue;
    }
    ++whole;
    if (credential.review.period && *credential.review.period < *human) ++part;
  }
  return {share_of(part, whole, "no machine identity in use to compare"), exclusions.take()};
}

}  // namespace keyhound
