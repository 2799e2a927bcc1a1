// SPDX-License-Identifier: Apache-2.0
// Variables in values of definitions: $NAME and ${NAME}, which the platform or a shell replaces
// (GitLab, CircleCI, Bitbucket). Pure, thread-safe, linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

struct ValueVariable {
  std::string_view name;
  TextRange range;  // of the text, with `$` and braces
};

// In order. `$$` and `\$` are escapes; `$(command)` and `$1` name no variable.
std::vector<ValueVariable> find_variables(std::string_view text);

// Sorts names with a value into those that get a literal (Definition::plain_variables) and those
// that are made of other variables. A platform notes all of a definition's before it reads values.
class VariableNames {
 public:
  void note(std::string_view name, std::string_view value);
  // That the name holds no stored secret, whatever it gets.
  void note_plain(std::string_view name) { plain_.emplace_back(name); }
  void give_to(DefinitionBuilder& builder);

 private:
  std::vector<std::string> plain_;
  MadeVariables made_;
};

// Adds a reference for each variable in the value that may be a stored secret: one of the
// platform's store (Platform::variable_store) that is not predefined, gets no literal and sounds
// like a credential; of a variable that the definition makes of others, for those. The reading says
// whether there is any variable at all.
ValueReading read_variables(DefinitionBuilder& builder, const SourceText& value,
                            const ValuePlace& place);

}  // namespace keyhound
