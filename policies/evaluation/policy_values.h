// SPDX-License-Identifier: Apache-2.0
// Values that policy files, their settings and scenarios have in common. Each function reports what
// does not fit and then leaves `into` as it was.
#pragma once

#include <string_view>
#include <vector>

#include "policies/evaluation/policy_definition.h"
#include "policies/registry/mapping_reader.h"

namespace keyhound {

void read_flag(ReadContext& context, const YamlNode& value, bool& into);
void read_level(ReadContext& context, const YamlNode& value, Level& into);
void read_score(ReadContext& context, const YamlNode& value, double& into);
// A mapping of parameters; replaces nothing that `into` holds.
void read_parameters(ReadContext& context, const YamlNode& value,
                     std::vector<PolicyParameter>& into);

// Calls `read(name, node)` for each entry of a mapping with free names; null counts as none. `what`
// names the entries in the message for anything else.
template <class Function>
void read_named(ReadContext& context, const YamlNode& value, std::string_view what,
                Function&& read) {
  const YamlNode& mapping = value.resolved();
  if (mapping.kind != YamlKind::kMapping) {
    if (!is_null(mapping)) context.error(value, "expected a mapping of " + std::string(what));
    return;
  }
  for (const auto& [key, node] : mapping.entries()) {
    if (!context.may_visit(node)) return;
    read(key, node);
  }
}

}  // namespace keyhound
