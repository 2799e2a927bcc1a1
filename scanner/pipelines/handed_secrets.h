// SPDX-License-Identifier: Apache-2.0
// Secrets that cross files of a tree: what a step of GitHub Actions hands to an action by `with:`,
// a job to a called workflow by `secrets:`, and a pipeline of Azure to a template by `parameters:`.
// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
// https://learn.microsoft.com/azure/devops/pipelines/process/template-parameters
// Pure, thread-safe.
#pragma once

#include <span>
#include <string>
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

// Sets `handed` and `is_only_handed` of every reference in `definitions`, which are those of `set`.
// The path of a definition that hands on what it got over more than kMostHandedHops others, which
// is not followed; empty: there is none.
std::string follow_handed_secrets(const DefinitionSet& set, std::vector<Definition>& definitions);

// Says in findings of `definition` which callers hand in the secrets that they are about, with the
// callers' places.
void tell_handed_secrets(const DefinitionSet& set, const Definition& definition,
                         std::span<PipelineFinding> findings);

}  // namespace keyhound
