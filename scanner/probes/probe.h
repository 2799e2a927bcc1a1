// SPDX-License-Identifier: Apache-2.0
// Probes: checks of credentials that no HTTP request can make: databases and directories in their
// own protocols, SSH and TLS keys against a host. Each is one file; probes.cpp lists them. They ask
// for nothing but to be let in, change nothing, and close again. A probe blocks, within its time.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/liveness.h"

namespace keyhound {

struct ProbeSettings {
  std::chrono::milliseconds timeout{10'000};
  bool refuses_internal = true;           // addresses that are not of the public internet
  std::vector<std::string> ssh_hosts;     // "user@host:port" that SSH keys are tried against
  std::string known_hosts;                // file of host keys; empty: the user's
  std::vector<std::string> tls_hosts;     // "host:port" whose certificate a key may be that of
  std::vector<std::string> certificates;  // files, of the same
  std::string ca_file;                    // empty: the system's
};

// What a probe would ask, for the plan: no value of the credential but what is public.
struct ProbeTarget {
  std::string host;     // "db.example.com:5432"; empty: nothing is connected to
  std::string request;  // for people: "log in to PostgreSQL, and nothing else"
};

struct Probe {
  std::string_view name;                // "postgresql", "ssh-key"
  std::vector<std::string_view> rules;  // whose secrets it checks
  // kUnreadable, without any value, when the credential does not say where it is for.
  Result<ProbeTarget> (*target)(const CredentialParts&, const ProbeSettings&);
  // Never an error: what does not work is kIndeterminate with the reason.
  Liveness (*check)(const CredentialParts&, const ProbeSettings&);
};

std::span<const Probe* const> all_probes();
// nullptr: none checks secrets of that rule.
const Probe* probe_of_rule(std::string_view rule_id);

}  // namespace keyhound
