// SPDX-License-Identifier: Apache-2.0
// The schema of registry files (docs/registry.md): what each entry may say. One file an entry.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "policies/registry/mapping_reader.h"
#include "policies/registry/registry.h"

namespace keyhound {

inline constexpr std::array<std::string_view, 6> kCredentialTypes = {
    "nhi", "human-pat", "certificate", "ssh-key", "encryption-key", "webhook"};

// What an entry takes from `defaults:` where it says nothing itself.
struct RegistryDefaults {
  Rotation rotation;
  Review review;
  std::string environment;
};

// Where `defaults:` sets what maxima limit; no file: it does not.
struct DefaultPlaces {
  RegistryPlace period;
  RegistryPlace grace;
  RegistryPlace on_leak;
  RegistryPlace review;
};

void read_defaults(ReadContext& context, const YamlNode& node, RegistryDefaults& into);
DefaultPlaces places_of_defaults(const ReadContext& context, const YamlNode& node);
void read_party(ReadContext& context, const YamlNode& node, Party& into);
// REQUIRES: `into` holds the defaults.
void read_credential(ReadContext& context, const YamlNode& node, Credential& into);
void read_verification(ReadContext& context, const YamlNode& node, RevocationCheck& into);
void read_exception(ReadContext& context, const YamlNode& node, Exception& into);
void read_maximum(ReadContext& context, const YamlNode& node, Maximum& into);
void read_observation(ReadContext& context, const YamlNode& node, Observation& into);

}  // namespace keyhound
