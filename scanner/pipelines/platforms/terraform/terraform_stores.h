// SPDX-License-Identifier: Apache-2.0
// Data sources and ephemeral resources of Terraform that read secrets from stores. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/hcl/hcl_reader.h"

namespace keyhound {

// The secret that a block of `data` or `ephemeral` reads; nullopt: it reads none. Scope, sink and
// key path are not set.
std::optional<SecretReference> secret_of_data(const HclBlock& block);

}  // namespace keyhound
