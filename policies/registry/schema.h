// SPDX-License-Identifier: Apache-2.0
// The schema of registry files (docs/registry.md): what each entry may say. One file an entry.
#pragma once

#include "policies/registry/mapping_reader.h"
#include "policies/registry/registry.h"

namespace keyhound {

// What an entry takes from `defaults:` where it says nothing itself.
struct RegistryDefaults {
  Rotation rotation;
  Review review;
  std::string environment;
};

void read_defaults(ReadContext& context, const YamlNode& node, RegistryDefaults& into);
void read_party(ReadContext& context, const YamlNode& node, Party& into);
// REQUIRES: `into` holds the defaults.
void read_credential(ReadContext& context, const YamlNode& node, Credential& into);
void read_exception(ReadContext& context, const YamlNode& node, Exception& into);

}  // namespace keyhound
