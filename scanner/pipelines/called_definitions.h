// SPDX-License-Identifier: Apache-2.0
// Definitions of a tree that another one calls: actions and workflows of GitHub Actions by "./…",
// templates of Azure Pipelines. Pure, thread-safe.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// Where the file of an action or workflow that `target` ("./…") of a definition at `caller` names
// may lie. Empty: it names none of the same repository.
std::vector<std::string> paths_of_call(std::string_view caller, std::string_view target);

// The action that `include` of `caller` names. nullptr: it lies elsewhere, or is none of the set.
const Definition* called_action(const DefinitionSet& set, const Definition& caller,
                                const Include& include);

// The template of Azure Pipelines that `include` of `caller` names. nullptr: as above.
const Definition* called_template(const DefinitionSet& set, const Definition& caller,
                                  const Include& include);

}  // namespace keyhound
