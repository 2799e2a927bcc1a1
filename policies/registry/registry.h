// SPDX-License-Identifier: Apache-2.0
// The owner registry: who answers for which credential, how often it is to be rotated, and which
// exceptions are in force (docs/registry.md). Every entry knows its place in the YAML. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/credential.h"
#include "policies/registry/exception.h"
#include "policies/registry/layer.h"
#include "policies/registry/maximum.h"
#include "policies/registry/observation.h"
#include "policies/registry/party.h"
#include "scanner/base/result.h"

namespace keyhound {

struct Registry {
  std::vector<std::string> files;     // in the order they were read; never empty
  std::string digest;                 // "sha256:<hex>" of the files, in their order
  std::vector<RegistryLayer> layers;  // the highest first; never empty
  std::vector<Party> parties;
  std::vector<Credential> credentials;
  std::vector<Exception> exceptions;
  std::vector<Maximum> maxima;            // of all layers, the highest first
  std::vector<Observation> observations;  // merged into the entries already
  RegistryPlace
      credentials_place;  // of the first `credentials:` key, else where the first file starts

  // nullptr: there is none. Linear: for messages and lint, not for each finding.
  [[nodiscard]] const Credential* find_credential(std::string_view id) const;
  [[nodiscard]] const Party* find_party(std::string_view id) const;
};

// Loads layers, the highest first, each with the layers that it `extends`. A layer is a file, or
// every *.yaml and *.yml of a directory in the order of their names. All errors of all files come
// at once, one line each, "<file>:<line>:<column>: <reason>"; kConfiguration. No error quotes a
// value of the files, since that may be a secret in the wrong place. REQUIRES: one path or more.
Result<Registry> load_registry(const std::vector<std::string>& paths);
Result<Registry> load_registry(const std::string& path);
// One file's text; `extends` is seen from the directory of `file`.
Result<Registry> parse_registry(std::string_view yaml, const std::string& file);

}  // namespace keyhound
