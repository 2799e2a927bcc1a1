// SPDX-License-Identifier: Apache-2.0
// Credential: the registry's entry about one secret: how findings are tied to it, who answers for
// it, and what happened to it (docs/registry.md). Plain data; dates of a fact that is not recorded
// are empty.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

// A fact with where it comes from: declared by hand, or observed by a system.
struct DatedFact {
  std::optional<Timestamp> at;
  std::string source;  // empty: declared
  std::string evidence;
  RegistryPlace place;
};

struct FingerprintEntry {
  std::string value;              // canonical short form
  std::optional<Timestamp> from;  // when the value came into use
  std::optional<Timestamp> to;    // when it was replaced
  RegistryPlace place;
};

// The public half of a credential.
struct PublicId {
  std::string value;
  RegistryPlace place;
};

// A place where findings belong to this credential. Every field that is set must agree.
struct Locator {
  std::string rule;
  std::string path;  // glob
  std::string repo;  // glob
  std::string key_name;
  RegistryPlace place;
};

struct Identity {
  std::vector<PublicId> provider_ids;
  std::vector<PublicId> public_keys;  // "SHA256:...", "spki-sha256:..."
  std::vector<FingerprintEntry> fingerprints;
  std::vector<std::string> secret_refs;
  std::vector<Locator> locators;
};

struct Issuance {
  std::vector<std::string> creators;  // party ids
  std::string approval;
  std::string system;
};

struct Owner {
  std::string accountable;     // party id; empty: none
  std::string operator_party;  // party id; the accountable one where none is given
  std::string deputy;
  Issuance issuance;
  RegistryPlace place;  // of accountable, else of the credential's id
};

struct Scope {
  std::string environment;
  std::string provider;
  std::string account;
  std::vector<std::string> privileges;
  std::string level;
  std::vector<std::string> data;
};

struct CredentialLocations {
  std::vector<std::string> allowed;
  std::vector<std::string> consumers;
  std::optional<std::int64_t> max_repos;
};

struct Rotation {
  std::optional<Duration> period;
  std::string method;
  std::optional<Duration> grace;
  std::optional<Duration> on_leak;
};

struct RevocationCheck {
  std::string method;  // live-check, provider-report, attestation
  std::optional<Timestamp> at;
  std::string result;
  std::string evidence;
};

struct Revocation {
  std::optional<Timestamp> at;
  std::string by;
  std::string ticket;
  RevocationCheck verification;
};

struct Lifecycle {
  std::optional<Timestamp> created;
  DatedFact last_rotated;
  Rotation rotation;  // defaults applied
  std::optional<Timestamp> expires;
  DatedFact last_used;
  Revocation revoked;
};

struct Review {
  std::optional<Duration> period;  // defaults applied
  std::optional<Timestamp> last;
  std::string by;
  std::string outcome;
};

struct Credential {
  std::string id;
  std::string title;
  std::string kind;
  std::string type = "nhi";       // nhi, human-pat, certificate, ssh-key, encryption-key, webhook
  std::string status = "active";  // proposed, active, rotating, revoked, retired
  Identity identity;
  Owner owner;
  Scope scope;
  CredentialLocations locations;
  Lifecycle lifecycle;
  Review review;
  std::map<std::string, std::vector<std::string>> controls;
  RegistryPlace place;  // of its id
};

}  // namespace keyhound
