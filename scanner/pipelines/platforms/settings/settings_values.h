// SPDX-License-Identifier: Apache-2.0
// Values of the platforms whose secrets are variables of a project's settings (Travis, AppVeyor,
// Buildkite): what stands in them as $NAME, ${NAME}, $(NAME) or %NAME%, and values that the
// platform has encrypted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/yaml/walk_budget.h"

namespace keyhound {

// A DefinitionBuilder for them. In values, a credential's name is a reference to the platform's
// variable store; scripts are not looked into, since read_scripts() does. One per definition.
class SettingsBuilder : public DefinitionBuilder {
 public:
  SettingsBuilder(const DefinitionSource& source, Definition& into);

  // Binds a value that only the platform can decrypt: its reference has the kind "encrypted", and
  // as its id the first 16 hex digits of the SHA-256 of the text, which is no secret.
  FactIndex bind_encrypted(BindingKind kind, Scope scope, std::string name, TextRange name_range,
                           const YamlNode& value, std::string path);

  // Binds the entries of a mapping, and of mappings and lists in it; {secure: …} is encrypted.
  void bind_tree(BindingKind kind, Scope scope, const YamlNode* node, const std::string& path);
  // The same for one entry.
  void bind_entry(BindingKind kind, Scope scope, const MappingEntry& entry,
                  const std::string& path);

  // For walks that follow aliases. False: the document describes more than its text could hold.
  [[nodiscard]] bool take_visit() { return budget_.take(); }
  // Tells it when a walk was cut short.
  void tell_limit(std::vector<Diagnostic>& diagnostics) const;

 private:
  void bind_below(BindingKind kind, Scope scope, const YamlNode* node, const std::string& path,
                  int depth);
  void bind_one(BindingKind kind, Scope scope, const MappingEntry& entry, const std::string& path,
                int depth);

  YamlWalkBudget budget_;
};

}  // namespace keyhound
