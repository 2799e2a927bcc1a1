// SPDX-License-Identifier: Apache-2.0
// Bindings in the ways that definitions write lists of variables: {NAME: value}, [NAME=value],
// "NAME=value NAME=value". Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// NAME=value as a part of a text; nullopt: there is no =, or no name before it.
struct NameValue {
  std::string name;
  TextRange name_range;  // of the file
  SourceText value;      // without quotes around it
};
std::optional<NameValue> split_name_value(const SourceText& text);

// The NAME=value words of a line; other words are passed over. A value in quotes may have blanks.
std::vector<NameValue> split_name_values(const SourceText& line);

// Binds the entries of a mapping (also those it merges in), or the NAME=value items of a sequence.
// An item without a value is none.
void bind_name_values(DefinitionBuilder& builder, YamlWalkBudget& budget, BindingKind kind,
                      Scope scope, const YamlNode* node, const std::string& path);

}  // namespace keyhound
