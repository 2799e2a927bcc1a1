// SPDX-License-Identifier: Apache-2.0
// The schema of a credential's `identity:`: the keys by which findings are tied to it.
#pragma once

#include "policies/registry/credential.h"
#include "policies/registry/mapping_reader.h"

namespace keyhound {

void read_identity(ReadContext& context, const YamlNode& node, Credential& into);

}  // namespace keyhound
