// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: what the URL of a database says of how to log in. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/credential_parts.h"
#include "scanner/probes/net/host_port.h"

namespace keyhound {

struct DatabaseLogin {
  HostPort place;
  std::string user;  // decoded; may be empty
  std::string password;
  std::string database;  // decoded; empty: the URL names none
  std::string scheme;    // "rediss"; empty: the rule does not tell
  std::string tls;       // what the URL says of TLS: "disable", "verify-full"; empty: nothing
};

// How the parts stand where they were found.
enum class LoginForm { kUrl /* percent-encoded */, kPlain };

// From the secret (a password, as it stands there) and the parts of its identity: user, host or
// server, port, database, scheme, tls. kUnreadable, without any value, where the host stands in a
// variable, or something is no such part.
Result<DatabaseLogin> database_login(const CredentialParts& parts, std::string_view default_port,
                                     LoginForm form = LoginForm::kUrl);

}  // namespace keyhound
