// SPDX-License-Identifier: Apache-2.0
// Rotations as ROT1001 demands them: of credentials in use, with a period, that are no memorised
// secret; counted from the last rotation, else from the creation, with period and grace.
#include "policies/lifecycle/policy_limits.h"
#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

struct Requirement {
  std::optional<Timestamp> start;  // nullopt: unknown
  Timestamp due;                   // REQUIRES: start
};

// A memorised secret changes on evidence of compromise only.
bool is_memorised(const Credential& credential, const PolicySet& policies) {
  return is_listed(policies, "ROT1001", "memorised", credential.scope.environment, credential.kind);
}

// nullopt: no rotation is required.
std::optional<Requirement> requirement_of(const Credential& credential, const MetricsInput& input) {
  const Rotation& rotation = credential.lifecycle.rotation;
  if (!is_in_use(credential) || !rotation.period || is_memorised(credential, *input.policies))
    return std::nullopt;
  Requirement requirement;
  requirement.start = period_start(credential.lifecycle.last_rotated, credential, input.now);
  if (!requirement.start) return requirement;
  const Duration grace = rotation.grace.value_or(
      allowed_time(*input.policies, "ROT1001", "grace", credential.scope.environment)
          .value_or(Duration{}));
  requirement.due = *requirement.start + *rotation.period + grace;
  return requirement;
}

struct Rotations {
  std::uint64_t required = 0;
  std::uint64_t in_time = 0;
  std::uint64_t unknown = 0;
  std::vector<Sample> overdue;
};

Rotations rotations_of(const MetricsInput& input) {
  Rotations rotations;
  for (const Credential& credential : input.registry->credentials) {
    const auto requirement = requirement_of(credential, input);
    if (!requirement) continue;
    ++rotations.required;
    if (!requirement->start) {
      ++rotations.unknown;
    } else if (input.now <= requirement->due) {
      ++rotations.in_time;
    } else {
      rotations.overdue.push_back({input.now - requirement->due, false});
    }
  }
  return rotations;
}

constexpr const char* kNoneRequired = "no credential in use has a rotation period";

}  // namespace

Measure rotations_in_time(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  const Rotations rotations = rotations_of(input);
  return {share_of(rotations.in_time, rotations.required, kNoneRequired), {}};
}

Measure rotations_unknown(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  const Rotations rotations = rotations_of(input);
  return {share_of(rotations.unknown, rotations.required, kNoneRequired), {}};
}

Measure rotations_required(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential)) continue;
    if (is_memorised(credential, *input.policies)) {
      exclusions.add("memorised secret, which is not rotated periodically");
      continue;
    }
    ++whole;
    if (credential.lifecycle.rotation.period) ++part;
  }
  return {share_of(part, whole, kNoneInUse), exclusions.take()};
}

Measure rotations_overdue(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Rotations rotations = rotations_of(input);
  Exclusions exclusions;
  exclusions.add("neither rotation nor creation is recorded, or it lies in the future",
                 rotations.unknown);
  const char* why = rotations.required == 0 ? kNoneRequired : "no known rotation is overdue";
  return {lengths_of(std::move(rotations.overdue), why), exclusions.take()};
}

Measure rotations_observed(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential)) continue;
    if (!credential.lifecycle.last_rotated.at) {
      exclusions.add("no rotation is recorded");
      continue;
    }
    ++whole;
    if (is_observed(credential.lifecycle.last_rotated)) ++part;
  }
  return {share_of(part, whole, "no credential in use has a recorded rotation"), exclusions.take()};
}

}  // namespace keyhound
