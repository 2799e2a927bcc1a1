// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: whether an SSH server lets a key in. Over libssh: the one of libgit2,
// libssh2 1.10, signs with SHA-1 where the key is one of RSA, which servers refuse today.
#pragma once

#include <string>

#include "scanner/probes/keys/key_host.h"
#include "scanner/probes/probe.h"
#include "scanner/probes/probe_answer.h"

namespace keyhound {

// `pem`: the private key, unencrypted. The server's key must be a known one; then the public key is
// offered, and signed with only when the server takes it. Opens no channel: no shell, no command.
ProbeVerdict ssh_login(const std::string& pem, const KeyHost& host, const ProbeSettings& settings);

// What try_ssh_hosts() would do. kUsage for a host that is none.
Result<ProbeTarget> ssh_target(const ProbeSettings& settings);

// The key against all hosts of the settings: active where one lets it in; revoked where the one of
// identity "ssh_host" ("USER@HOST[:PORT]") refuses it, and none of the others leaves it open. A
// refusal of any other host is indeterminate: the key may never have been let in there.
// REQUIRES: there are hosts.
Liveness try_ssh_hosts(std::string_view probe, const CredentialParts& parts,
                       const ProbeSettings& settings);

}  // namespace keyhound
