// SPDX-License-Identifier: Apache-2.0
// Steps of GitHub workflows and composite actions, as facts. Pure.
#pragma once

#include <string_view>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// What steps take from their job where they say nothing.
struct GithubStepDefaults {
  std::string_view shell;  // empty: the runner's
};

// Adds the steps of a sequence. `path` is that of the sequence.
void read_github_steps(DefinitionBuilder& builder, FactIndex job, const YamlNode* steps,
                       std::string_view path, const GithubStepDefaults& defaults);

}  // namespace keyhound
