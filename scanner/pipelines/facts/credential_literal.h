// SPDX-License-Identifier: Apache-2.0
// What a literal in a definition is, by the name that it is given to: a credential, the throw-away
// password of a test's database, or something else that only sounds like one. Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// Whether a variable, input or key of this name holds a credential: DB_PASSWORD, apiToken,
// signing-key; not TOKEN_URL, secret_name, MAX_TOKENS, PUBLIC_KEY.
bool is_credential_name(std::string_view name);

enum class LiteralKind {
  kOther,       // a flag, a number, the name of something, a path, a reference, a filler word
  kThrowAway,   // the password of a database that lives as long as the job
  kCredential,  // may be one
};

// Whether the value only says where the secret is: a reference, <password>, a store's notation. All
// else is one where nothing but a credential can stand, `changeme` too.
bool is_credential_place(std::string_view value);

// REQUIRES: is_credential_name(name), or a place that takes credentials only.
LiteralKind judge_literal(std::string_view name, std::string_view value);

// Whether the value is in no sense a credential: empty, a filler, a reference, a flag, a number.
// For places that take credentials only, where `hackme` is one.
bool is_no_credential(std::string_view value);

}  // namespace keyhound
