// SPDX-License-Identifier: Apache-2.0
// The owner registry: who answers for which credential, how often it is to be rotated, and which
// exceptions are in force (docs/registry.md). Every entry knows its place in the YAML. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/credential.h"
#include "policies/registry/exception.h"
#include "policies/registry/party.h"
#include "scanner/base/result.h"

namespace keyhound {

struct Registry {
  std::vector<std::string> files;  // in the order they were read; never empty
  std::vector<Party> parties;
  std::vector<Credential> credentials;
  std::vector<Exception> exceptions;
  RegistryPlace
      credentials_place;  // of the first `credentials:` key, else where the first file starts

  // nullptr: there is none. Linear: for messages and lint, not for each finding.
  [[nodiscard]] const Credential* find_credential(std::string_view id) const;
  [[nodiscard]] const Party* find_party(std::string_view id) const;
};

// Loads a file, or every *.yaml and *.yml of a directory in the order of their names. All errors of
// all files come at once, one line each, "<file>:<line>:<column>: <reason>"; kConfiguration. No
// error quotes a value of the file, since that may be a secret in the wrong place.
Result<Registry> load_registry(const std::string& path);
Result<Registry> parse_registry(std::string_view yaml, const std::string& file);

}  // namespace keyhound
