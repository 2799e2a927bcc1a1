// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ssh/ssh_key_probe.h"

#include "scanner/probes/probe_answer.h"
#include "scanner/probes/ssh/ssh_login.h"

namespace keyhound {
namespace {

constexpr std::string_view kName = "ssh-key";
constexpr const char* kNoHost = "nothing says where this key is let in; name it with --ssh-host";

Result<ProbeTarget> target(const CredentialParts&, const ProbeSettings& settings) {
  if (settings.ssh_hosts.empty()) return fail(ErrorKind::kUnreadable, kNoHost);
  return ssh_target(settings);
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  if (settings.ssh_hosts.empty())
    return probe_answer(kName, "", {LivenessState::kIndeterminate, kNoHost});
  return try_ssh_hosts(kName, parts, settings);
}

}  // namespace

const Probe kSshKeyProbe = {kName, {"private-key-openssh"}, target, check};

}  // namespace keyhound
