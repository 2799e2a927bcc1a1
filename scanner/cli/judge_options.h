// SPDX-License-Identifier: Apache-2.0
// The options of commands that judge findings: registry, policies, time.
#pragma once

#include <string>
#include <vector>

#include "policies/evaluation/policy_settings.h"

namespace CLI {
class App;
}

namespace keyhound {

struct JudgeOptions {
  std::vector<std::string> registries;  // the highest layer first
  std::vector<std::string> policies;    // files and directories of policies and settings
  std::vector<PolicySetting> settings;  // on top of theirs
  std::string now;
};

void add_registry_option(CLI::App& app, JudgeOptions& options);
void add_policies_option(CLI::App& app, JudgeOptions& options);
void add_now_option(CLI::App& app, JudgeOptions& options);

}  // namespace keyhound
