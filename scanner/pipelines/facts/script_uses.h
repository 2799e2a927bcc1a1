// SPDX-License-Identifier: Apache-2.0
// Reads the scripts of a definition and finds where they use secrets: what the platform's templates
// write into the text, and variables that hold secrets, from name to name: by the definition, the
// platform, an earlier step, a needed job, or the script itself. Pure, thread-safe, bounded.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// Sets `commands` and `uses` of every script of `definition`, and adds the references that only a
// script makes: variables of the platform's store that the definition binds to nothing.
void read_scripts(Definition& definition, const Platform& platform);

// Whether a variable of that name may be a stored secret at all, and how sure that is: high for
// credential names, low for any other upper-case name that no shell sets itself.
std::optional<Confidence> confidence_of_variable(std::string_view name);

// The uses that stand in a part of the script's text.
std::vector<const ScriptUse*> uses_in(const Script& script, TextRange range);
// Those in a word itself, not in the commands of its substitutions.
std::vector<const ScriptUse*> uses_in(const Script& script, const ScriptWord& word);

}  // namespace keyhound
