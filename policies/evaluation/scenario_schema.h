// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: the schema of scenarios.
#pragma once

#include <string>

#include "policies/evaluation/scenario.h"
#include "policies/registry/mapping_reader.h"

namespace keyhound {

void read_scenario_mapping(ReadContext& context, const YamlNode& node, Scenario& into);

}  // namespace keyhound
