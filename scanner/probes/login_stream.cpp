// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/login_stream.h"

#include <utility>

namespace keyhound {

Result<ProbeStream> open_login_stream(const DatabaseLogin& login, bool wants_tls,
                                      const ProbeSettings& settings) {
  KEYHOUND_TRY(ProbeStream stream, ProbeStream::connect(login.place, settings));
  if (wants_tls) {
    KEYHOUND_TRY_STATUS(stream.start_tls(ProbeStream::Trust::kVerified));
  } else if (stream.is_public()) {
    return fail(ErrorKind::kUsage,
                "nothing was sent: the URL is one without TLS, and the host is public");
  }
  return stream;
}

Liveness check_login(std::string_view probe, std::string_view default_port,
                     const CredentialParts& parts, const ProbeSettings& settings,
                     const AskServer& ask, LoginForm form) {
  const auto indeterminate = [](const Error& error) {
    return ProbeVerdict{LivenessState::kIndeterminate, error.message};
  };
  const auto login = database_login(parts, default_port, form);
  if (!login) return probe_answer(probe, "", indeterminate(login.error()));
  auto verdict = ask(*login, settings);
  return probe_answer(probe, login->place.label(),
                      verdict ? std::move(*verdict) : indeterminate(verdict.error()));
}

}  // namespace keyhound
