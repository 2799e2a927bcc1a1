// SPDX-License-Identifier: Apache-2.0
// Actions that fetch secrets from stores, or log in as an identity: what their inputs refer to.
#pragma once

#include <string_view>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// Adds the references in an input of a store's action. False: the input is an ordinary one.
bool read_store_input(DefinitionBuilder& builder, Scope scope, std::string_view action,
                      const MappingEntry& entry, std::string_view path);

}  // namespace keyhound
