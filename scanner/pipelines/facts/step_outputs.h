// SPDX-License-Identifier: Apache-2.0
// Outputs and variables of steps that hold secrets: what a script writes to the files of
// GITHUB_OUTPUT and GITHUB_ENV, or says with the commands `::set-output` and `::set-env`. Of GitHub
// Actions. Pure, thread-safe.
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

// The same of variables of all later steps: what goes to the file of GITHUB_ENV, or `::set-env`.
std::vector<SecretOutput> secret_variables(const Script& script);

// How TemplateRange::variables names an output of a step.
std::string output_variable(std::string_view step, std::string_view output);

}  // namespace keyhound
