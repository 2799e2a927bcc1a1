// SPDX-License-Identifier: Apache-2.0
// Whether an entry's `locations` allow a reference. Pure.
#pragma once

#include <string_view>

#include "policies/registry/credential.h"
#include "scanner/model/reference.h"

namespace keyhound {

// The repository that a consumer names, "acme/pay" or a glob, of "repo:acme/pay" and
// "pipeline:acme/pay:<path>"; empty: it names something else.
std::string_view repository_of_consumer(std::string_view consumer);

// True when `consumers` name no repository and no pipeline, too. `repository` is where the
// definition stands; empty: unknown, then it is no consumer.
bool is_consumer(const CredentialLocations& locations, const Reference& reference,
                 std::string_view repository);

// Whether the secret may be kept where the reference takes it from. True when `allowed` is empty,
// and for a reference that does not say where.
bool is_allowed_store(const CredentialLocations& locations, const Reference& reference,
                      std::string_view repository);

}  // namespace keyhound
