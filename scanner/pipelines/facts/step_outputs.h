// SPDX-License-Identifier: Apache-2.0
// Outputs of steps that hold secrets: what a script writes to the file of GITHUB_OUTPUT, or says
// with the command `::set-output`. Of GitHub Actions. Pure, thread-safe.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

struct SecretOutput {
  std::string name;
  std::vector<FactIndex> references;  // whose values it holds
};

// Of a script whose uses are set. What has no name that the script spells out is left out.
std::vector<SecretOutput> secret_outputs(const Script& script);

// How TemplateRange::variables names an output of a step.
std::string output_variable(std::string_view step, std::string_view output);

}  // namespace keyhound
