// SPDX-License-Identifier: Apache-2.0
// Reads the scripts of a definition and finds where they use secrets: what the platform's templates
// write into the text, and variables that secrets are bound to, in one hop: by the definition, by
// the platform, or by an assignment of the script itself. Pure, thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// Sets `commands` and `uses` of every script of `definition`, and adds the references that only a
// script makes: variables of the platform's store that the definition binds to nothing.
void read_scripts(Definition& definition, const Platform& platform);

// Which binding gives processes a variable. Borrows the definition, whose bindings stay.
class EnvironmentIndex {
 public:
  explicit EnvironmentIndex(const Definition& definition);
  // The innermost binding that a process in `scope` sees. Null: the definition binds nothing to it.
  [[nodiscard]] const Binding* find(Scope scope, std::string_view name) const;

 private:
  const Definition* definition_;
  std::map<std::tuple<std::string_view, FactIndex, FactIndex>, FactIndex> bindings_;
};

// Whether a variable of that name may be a stored secret at all, and how sure that is: high for
// credential names, low for any other upper-case name that no shell sets itself.
std::optional<Confidence> confidence_of_variable(std::string_view name);

// The uses that stand in a part of the script's text.
std::vector<const ScriptUse*> uses_in(const Script& script, TextRange range);
// Those in a word.
std::vector<const ScriptUse*> uses_in(const Script& script, const ScriptWord& word);

}  // namespace keyhound
