// SPDX-License-Identifier: Apache-2.0
// Secrets that cross files of a tree: what a step of GitHub Actions hands to an action by `with:`,
// a job to a called workflow by `secrets:`, and a pipeline of Azure to a template by `parameters:`.
// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
// https://learn.microsoft.com/azure/devops/pipelines/process/template-parameters
// Pure, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// Of one name the first callers are known, by path and place.
inline constexpr std::size_t kMostHandedSecrets = 16;
// A file may hand on to another one what it gets, so often: as deep as platforms let files call one
// another (GitHub 10, Azure 100).
// https://learn.microsoft.com/azure/devops/pipelines/process/templates
inline constexpr int kMostHandedHops = 100;

// Where the file of an action or workflow that `target` ("./…") of a definition at `caller` names
// may lie. Empty: it names none of the same repository.
std::vector<std::string> paths_of_call(std::string_view caller, std::string_view target);

// The action that `include` of `caller` names. nullptr: it lies elsewhere, or is none of the set.
const Definition* called_action(const DefinitionSet& set, const Definition& caller,
                                const Include& include);

// The template of Azure Pipelines that `include` of `caller` names. nullptr: as above.
const Definition* called_template(const DefinitionSet& set, const Definition& caller,
                                  const Include& include);

// Sets `handed` and `is_only_handed` of every reference in `definitions`, which are those of `set`.
void follow_handed_secrets(const DefinitionSet& set, std::vector<Definition>& definitions);

// Says in findings of `definition` which callers hand in the secrets that they are about, with the
// callers' places.
void tell_handed_secrets(const DefinitionSet& set, const Definition& definition,
                         std::span<PipelineFinding> findings);

}  // namespace keyhound
