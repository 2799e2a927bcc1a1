// SPDX-License-Identifier: Apache-2.0
// The owner registry: who answers for which credential, how often it is to be rotated, and which
// exceptions are in force (docs/registry.md). Every entry knows its place in the YAML. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/source_position.h"
#include "scanner/base/time.h"

namespace keyhound {

// A place in a registry file.
struct RegistryPlace {
  std::string file;
  SourcePosition position;
};

struct Party {
  std::string id;      // "group:payments", "user:ana", "vendor:shipco"
  std::string type;    // team, human, third-party
  std::string contact;
  std::vector<std::string> escalation;
  std::string status;  // active, inactive, ...
  std::optional<Timestamp> valid_until;
  std::string contract;
  std::optional<Timestamp> agreement_expires;
  RegistryPlace place;
};

// A fact with where it comes from: declared by hand, or observed by a system.
struct DatedFact {
  std::optional<Timestamp> at;
  std::string source;    // empty: declared
  std::string evidence;
  RegistryPlace place;
};

struct FingerprintEntry {
  std::string value;  // canonical short form
  std::optional<Timestamp> from;
  std::optional<Timestamp> to;
};

struct Locator {
  std::string rule;
  std::string path;  // glob
  std::string repo;  // glob
  std::string key_name;
  RegistryPlace place;
};

struct Rotation {
  std::optional<Duration> period;
  std::string method;
  std::optional<Duration> grace;
  std::optional<Duration> on_leak;
  RegistryPlace place;
};

// Fields follow the schema of the registry; those not listed here are validated and kept in
// `extra` by their dotted path, for policies to come.
struct Credential {
  std::string id;
  std::string title;
  std::string kind;
  std::string type;    // nhi, human-pat, certificate, ssh-key, encryption-key, webhook
  std::string status;  // proposed, active, rotating, revoked, retired
  std::vector<std::string> provider_ids;
  std::vector<std::string> public_keys;  // "SHA256:..."
  std::vector<FingerprintEntry> fingerprints;
  std::vector<std::string> secret_refs;
  std::vector<Locator> locators;
  std::string accountable;
  std::string operator_party;
  std::string deputy;
  std::optional<Timestamp> created;
  DatedFact last_rotated;
  Rotation rotation;  // defaults applied
  std::optional<Timestamp> expires;
  std::map<std::string, std::string> extra;
  RegistryPlace place;        // of its id
  RegistryPlace owner_place;  // of owner.accountable, else of the entry
};

struct Exception {
  std::string id;
  std::string credential;             // applies_to.credential; empty: any
  std::vector<std::string> policies;  // applies_to.policies; empty: any
  std::vector<std::string> repos;     // applies_to.repos, globs; empty: any
  std::string reason;
  std::string type;
  std::string risk_owner;
  std::string approver;
  std::string requested_by;
  std::string ticket;
  std::optional<Timestamp> granted;
  Timestamp expires;
  std::int64_t renewals = 0;
  std::string compensating_control;
  std::optional<Timestamp> closed;
  RegistryPlace place;          // of its id
  RegistryPlace expires_place;
};

struct Registry {
  std::vector<std::string> files;  // in the order they were read
  std::vector<Party> parties;
  std::vector<Credential> credentials;
  std::vector<Exception> exceptions;

  [[nodiscard]] const Credential* find_credential(std::string_view id) const;
};

// Loads a file, or every *.yaml and *.yml of a directory in the order of their names. All errors of
// all files come at once, one line each, "<file>:<line>:<column>: <reason>"; kConfiguration.
Result<Registry> load_registry(const std::string& path);
Result<Registry> parse_registry(std::string_view yaml, const std::string& file);

}  // namespace keyhound
