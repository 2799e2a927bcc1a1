// SPDX-License-Identifier: Apache-2.0
// Workflows of CircleCI: which jobs run, with which contexts and arguments.
// https://circleci.com/docs/reference/configuration-reference/#workflows
#pragma once

#include <map>
#include <string_view>

#include "scanner/pipelines/platforms/circleci/circleci_steps.h"

namespace keyhound {

// `jobs`: those that the configuration defines. Jobs of orbs are added.
void read_circleci_workflows(CircleciReader& reader, const YamlNode* workflows,
                             const std::map<std::string_view, FactIndex>& jobs);

}  // namespace keyhound
