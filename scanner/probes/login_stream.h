// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: connections for protocols in which the password itself is sent.
#pragma once

#include <functional>
#include <string_view>

#include "scanner/probes/database_login.h"
#include "scanner/probes/net/probe_stream.h"
#include "scanner/probes/probe_answer.h"

namespace keyhound {

// Connects to the server of `login`: over TLS with a verified certificate where `wants_tls`; else
// in clear text, and then to internal hosts alone.
Result<ProbeStream> open_login_stream(const DatabaseLogin& login, bool wants_tls,
                                      const ProbeSettings& settings);

// The check of a probe of that kind: reads the login and lets `ask` make the verdict.
using AskServer = std::function<Result<ProbeVerdict>(const DatabaseLogin&, const ProbeSettings&)>;
Liveness check_login(std::string_view probe, std::string_view default_port,
                     const CredentialParts& parts, const ProbeSettings& settings,
                     const AskServer& ask, LoginForm form = LoginForm::kUrl);

}  // namespace keyhound
