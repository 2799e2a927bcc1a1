// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

namespace keyhound {
namespace {

// Why the policy says nothing about this finding; empty: it does.
std::string reason_not_to_judge(const PolicyFacts& facts) {
  if (facts.credential == nullptr) return "tied to no registry entry";
  if (facts.is_weak) {
    return "matched only by place: whether it is the value that was rotated cannot be told";
  }
  if (facts.credential->type == "human-pat") return "a personal token; its owner revokes it";
  if (facts.credential->status == "revoked") return "'" + facts.credential->id + "' is revoked";
  if (!facts.leaked) return "not found in any commit, so that its leak has no date";
  return {};
}

}  // namespace

// Only a rotation that is recorded and not later than now counts. A leak at the very time of the
// rotation counts as before it.
Decision decide_rot1002(const PolicyFacts& facts, const PolicyDefinition& policy) {
  std::string reason = reason_not_to_judge(facts);
  if (!reason.empty()) return Decision::not_applicable(std::move(reason));
  const Lifecycle& lifecycle = facts.credential->lifecycle;
  const Timestamp leaked = *facts.leaked;
  if (leaked > facts.now) {
    return Decision::error(
        "Whether '" + facts.credential->id +
        "' was rotated since its leak cannot be told: the commit is dated in the "
        "future, " +
        format_timestamp(leaked) + ".");
  }
  const bool was_replaced = facts.value && facts.value->to && *facts.value->to <= facts.now;
  if (was_replaced) {
    return Decision::pass("this value was replaced on " + format_timestamp(*facts.value->to));
  }
  const std::optional<Timestamp>& rotated = lifecycle.last_rotated.at;
  const bool counts = rotated && *rotated <= facts.now;
  if (counts && *rotated >= leaked) {
    return Decision::pass("rotated on " + format_timestamp(*rotated) + ", not before the leak");
  }
  const Duration on_leak = lifecycle.rotation.on_leak.value_or(policy.param("on_leak"));
  if (facts.now - leaked <= on_leak) {
    return Decision::pass("leaked on " + format_timestamp(leaked) + "; to be rotated by " +
                          format_timestamp(leaked + on_leak));
  }
  const std::string rotation =
      counts    ? "was last rotated before that, on " + format_timestamp(*rotated)
      : rotated ? "its recorded rotation lies in the future, on " + format_timestamp(*rotated)
                : "no rotation is recorded";
  return {Outcome::kFail,
          {},
          {{"credential", facts.credential->id},
           {"leaked", format_timestamp(leaked)},
           {"rotation", rotation},
           {"on_leak", describe_duration(on_leak)}}};
}

}  // namespace keyhound
