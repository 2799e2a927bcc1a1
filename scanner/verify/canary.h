// SPDX-License-Identifier: Apache-2.0
// Canary tokens: credentials that were laid out so that whoever uses one tells its owner. Known by
// their AWS account, which every newer key id shows (scanner/verify/data/canary_accounts.txt).
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>

#include "scanner/model/credential_parts.h"

namespace keyhound {

// Whose trap it is, for a warning: "AWS account 171436882533 of canarytokens.org". nullopt: of no
// service that is known; a trap that somebody set in an account of their own looks like any key.
std::optional<std::string> canary_of(const CredentialParts& parts);

}  // namespace keyhound
