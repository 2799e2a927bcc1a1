// SPDX-License-Identifier: Apache-2.0
// The inventory: every place of a set of definitions that names a stored secret. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/inventory.h"
#include "scanner/model/reference.h"
#include "scanner/pipelines/definition_set.h"

namespace keyhound {

// All references, by path and place. Secrets that callers hand in are not stored: they are left
// out. What is included from elsewhere, and was not read, is one reference of kind "include": it
// may name any secret.
std::vector<Reference> references_of(const DefinitionSet& set);

// The stored secret as the registry writes it (docs/registry.md): "github:acme/pay:AWS_KEY",
// "vault:kv/pay#key". `repository` is the one the definition lies in ("acme/pay"; empty: not
// known).
std::string secret_ref_of(const Reference& reference, std::string_view repository);

// Sets `secret_ref` of each.
void name_secrets(std::vector<Reference>& references, std::string_view repository);
void name_secrets(Inventory& inventory, std::string_view repository);

}  // namespace keyhound
