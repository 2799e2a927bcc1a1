// SPDX-License-Identifier: Apache-2.0
// Where a store may keep the secret that a reference names. A CI platform looks in the job's
// environment, in the project and in the groups above it; the registry may list any of them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/reference.h"

namespace keyhound {

// One place, as canonical secret references (secret_reference.h).
struct SecretLevel {
  std::string name;         // "github:acme/pay:AWS_KEY"
  std::string scoped;       // of the job's environment at this place; empty: there is none
  std::string environment;  // that `scoped` names
};

// In the order in which the store looks. `repository` is where the definition stands ("acme/pay";
// empty: unknown). Empty when the reference does not say which secret it means.
std::vector<SecretLevel> secret_levels(const Reference& reference, std::string_view repository);

// The system of the secret references that it can mean: "github", "vault"; empty: unknown.
std::string_view secret_system(const Reference& reference);

}  // namespace keyhound
