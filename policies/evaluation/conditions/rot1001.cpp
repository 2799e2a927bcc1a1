// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

namespace keyhound {

// The clock starts with the last rotation, or with the creation of a credential that was never
// rotated. Without either, or with a start in the future, nothing shows that the requirement is
// met.
Decision decide_rot1001(const PolicyFacts& facts, const PolicyDefinition& policy) {
  if (facts.credential == nullptr) return Decision::not_applicable("tied to no registry entry");
  if (facts.is_weak) return Decision::not_applicable("matched only by place");
  const Credential& credential = *facts.credential;
  if (credential.status == "revoked" || credential.status == "retired") {
    return Decision::not_applicable("'" + credential.id + "' is " + credential.status);
  }
  const Lifecycle& lifecycle = credential.lifecycle;
  if (!lifecycle.rotation.period) {
    return Decision::not_applicable("'" + credential.id + "' has no rotation period");
  }
  const Duration period = *lifecycle.rotation.period;
  const auto overdue = [&credential](std::string reason) {
    return Decision{
        Outcome::kFail, {}, {{"credential", credential.id}, {"reason", std::move(reason)}}};
  };
  const bool was_rotated = lifecycle.last_rotated.at.has_value();
  const std::optional<Timestamp> start =
      was_rotated ? lifecycle.last_rotated.at : lifecycle.created;
  if (!start) {
    return overdue("it is due every " + describe_duration(period) +
                   ", and neither a rotation nor its creation is recorded");
  }
  const std::string day = format_timestamp(*start);
  const std::string since =
      was_rotated ? "last rotated on " + day : "created on " + day + " and not rotated since";
  if (*start > facts.now) return overdue(since + "; that lies in the future");
  const Duration grace = lifecycle.rotation.grace.value_or(policy.param("grace"));
  const Timestamp due = *start + period + grace;
  if (facts.now <= due) return Decision::pass(since + "; due on " + format_timestamp(due));
  return overdue(since + "; it was due by " + format_timestamp(due) + ", " +
                 describe_duration(facts.now - due) + " ago");
}

}  // namespace keyhound
