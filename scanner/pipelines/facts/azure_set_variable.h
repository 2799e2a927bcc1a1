// SPDX-License-Identifier: Apache-2.0
// The setvariable command of Azure Pipelines, ##vso[task.setvariable variable=NAME;...]VALUE, in
// lines that scripts write. Pure, thread-safe.
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

struct AzureSetVariable {
  std::string name;
  bool is_secret = false;
  bool is_output = false;
  std::size_t command = 0;            // index, of the script's
  TextRange value;                    // of the script's text
  std::vector<FactIndex> references;  // whose values it gets
};

// The commands of a script that say so.
std::vector<AzureSetVariable> azure_set_variables(const Script& script);

}  // namespace keyhound
