// SPDX-License-Identifier: Apache-2.0
// Whether later steps of a job need the token that a checkout left: what scripts do with git, and
// actions that are known to push. What a program of the repository does inside is not seen. Pure,
// thread-safe.
#pragma once

#include <string>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// "step Release runs git push"; empty: no step behind `step` is seen to need it.
std::string later_git_use(const DefinitionSet& set, const Definition& definition, FactIndex step);

}  // namespace keyhound
