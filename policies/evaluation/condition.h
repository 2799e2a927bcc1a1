// SPDX-License-Identifier: Apache-2.0
// A condition decides what a policy says about one subject. It sees facts only, has no state and
// fails on nothing. The table in condition.cpp is the one place that lists the conditions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/evaluation/policy_definition.h"
#include "policies/registry/registry.h"
#include "scanner/model/finding.h"

namespace keyhound {

// What a condition may look at. nullptr: there is none. All borrowed for the call.
struct PolicyFacts {
  Timestamp now;
  const Registry* registry = nullptr;
  const Finding* finding = nullptr;
  const Credential* credential = nullptr;
  const Party* accountable = nullptr;       // of the credential, where the registry lists it
  const FingerprintEntry* value = nullptr;  // the registered value that was found
  const Exception* exception = nullptr;
  bool is_weak = false;             // tied by place only
  std::optional<Timestamp> leaked;  // when the finding was first committed
};

struct Decision {
  Outcome outcome = Outcome::kError;
  std::string reason;                                            // of every outcome but kFail
  std::vector<std::pair<std::string_view, std::string>> values;  // for the message of kFail

  static Decision pass(std::string reason) { return {Outcome::kPass, std::move(reason), {}}; }
  static Decision not_applicable(std::string reason) {
    return {Outcome::kNotApplicable, std::move(reason), {}};
  }
  static Decision error(std::string reason) { return {Outcome::kError, std::move(reason), {}}; }
};

using Condition = Decision (*)(const PolicyFacts& facts, const PolicyDefinition& policy);

// nullptr: no condition has this policy id.
Condition find_condition(std::string_view policy_id);

// One file each in conditions/.
Decision decide_own1001(const PolicyFacts& facts, const PolicyDefinition& policy);
Decision decide_rot1001(const PolicyFacts& facts, const PolicyDefinition& policy);
Decision decide_rot1002(const PolicyFacts& facts, const PolicyDefinition& policy);
Decision decide_exc1001(const PolicyFacts& facts, const PolicyDefinition& policy);

}  // namespace keyhound
