// SPDX-License-Identifier: Apache-2.0
// Files that are definitions only because others include them: neither their path nor their shape
// tells (GitLab's include:local of a file with nothing but variables). Pure but for the tree.
#pragma once

#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// Reads the files that the definitions include (Include::files) and that are not among them, as
// definitions of the same platform, then those that these include. Appends them. To be called once,
// with all definitions of the tree that were found otherwise. Those among them that are definitions
// by their path are marked (Definition::is_beside). There are kMostIncludedDefinitions at
// most; what is beyond is told in `diagnostics`.
void read_included_definitions(std::vector<Definition>& definitions, const DefinitionTree& tree,
                               std::vector<Diagnostic>& diagnostics);

inline constexpr std::size_t kMostIncludedDefinitions = 1'000;

}  // namespace keyhound
