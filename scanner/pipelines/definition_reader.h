// SPDX-License-Identifier: Apache-2.0
// Reads one file as a pipeline definition: recognises the platform by path, then by shape, parses,
// and finds what its scripts use. Pure but for the tree that it is given; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// Larger files are no definitions that anybody wrote: 1 MiB.
inline constexpr std::size_t kDefinitionBytes = std::size_t{1} << 20U;

// Whether a file at `path` may be a definition: a known place, or YAML, whose shape can tell.
// Cheap.
bool may_be_definition(std::string_view path);

// The facts of the file. nullopt: it is none that keyhound knows, or it could not be read, which
// `diagnostics` tells then. `bytes` may be more than kDefinitionBytes: that is told, too.
std::optional<Definition> read_definition(std::string_view path, std::string_view bytes,
                                          const DefinitionTree* tree,
                                          std::vector<Diagnostic>& diagnostics);

// The same for a file that is known to be one of the platform: another definition includes it.
std::optional<Definition> read_definition_of(const Platform& platform, std::string_view path,
                                             std::string_view bytes, const DefinitionTree* tree,
                                             std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
