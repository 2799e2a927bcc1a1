// SPDX-License-Identifier: Apache-2.0
// AzureBuilder: a DefinitionBuilder that knows what the names in Azure's expressions stand for.
// One per definition.
#pragma once

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/platforms/azure/azure_names.h"

namespace keyhound {

class AzureBuilder : public DefinitionBuilder {
 public:
  AzureBuilder(const DefinitionSource& source, Definition& into);

  [[nodiscard]] const AzureNames& names() const { return names_; }

  // Adds a reference to something that Azure keeps under a name of its own (a service connection, a
  // variable group, a secure file), which `value` is. A value that an expression makes is a
  // pattern; one that is nothing but a template's parameter says nothing.
  void refer(std::string_view store, std::string_view kind, const SourceText& value,
             const ValuePlace& place);

 private:
  AzureNames names_;
};

// A name that an expression makes, in part or as a whole.
bool has_azure_expression(std::string_view text);

}  // namespace keyhound
