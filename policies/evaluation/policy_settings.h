// SPDX-License-Identifier: Apache-2.0
// PolicySettings: what an organisation changes of policies: parameters, level, score, whether they
// are used; everywhere, or for credentials of one environment; and which checks of pipeline
// definitions it raises (docs/policies.md). Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/policy.h"

namespace keyhound {

struct PolicySetting {
  std::string policy_id;
  std::string environment;  // empty: everywhere
  std::vector<PolicyParameter> params;
  std::optional<bool> enabled;
  std::optional<Level> level;
  std::optional<double> score;
  RegistryPlace place;
};

// One line that differs where two settings do, but for their places.
std::string to_string(const PolicySetting& setting);

// A check of pipeline definitions that a policy raises: it counts also where it is unsafe by noise,
// and its findings have this level at least. Which checks there are is not known here.
struct CheckSetting {
  std::string check;  // id or number
  Level level = Level::kNote;
  RegistryPlace place;
};

struct PolicySettingsFile {
  std::vector<PolicySetting> policies;
  std::vector<CheckSetting> checks;
};

// The settings of a file, in its order; kConfiguration with one line for each problem.
Result<PolicySettingsFile> parse_policy_settings(std::string_view yaml, const std::string& file);

// What the settings make of one policy.
struct ResolvedSettings {
  bool is_enabled = true;
  ParameterValues everywhere;
  struct Environment {
    bool is_enabled = true;
    ParameterValues parameters;
  };
  std::map<std::string, Environment, std::less<>> environments;
};

// Resolves the settings of one policy; parameters borrow `settings`, lists go into `arena`.
// Problems (unknown parameter, another type) are added to `problems`.
ResolvedSettings resolve_settings(const Policy& policy, const std::vector<PolicySetting>& settings,
                                  CelArena& arena, std::vector<RegistryProblem>& problems);

}  // namespace keyhound
