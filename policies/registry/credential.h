// SPDX-License-Identifier: Apache-2.0
// Credential: the registry's entry about one secret: how findings are tied to it, who answers for
// it, and what happened to it (docs/registry.md). Plain data; dates of a fact that is not recorded
// are empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policies/registry/dated_fact.h"
#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

struct FingerprintEntry {
  std::string value;              // canonical short form
  std::optional<Timestamp> from;  // when the value came into use
  std::optional<Timestamp> to;    // when it was replaced
  RegistryPlace place;
};

// The public half of a credential, or the name under which a store of secrets holds it.
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
  std::vector<PublicId> secret_refs;  // canonical: secret_reference.h
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
  DatedFact accepted;                 // the accountable party's acceptance, by whom
  std::optional<Timestamp> proposed;  // since when it waits for that
  RegistryPlace place;                // of accountable, else of the credential's id
};

struct CredentialScope {
  std::string environment;
  std::string provider;
  std::string account;
  std::vector<std::string> privileges;
  std::string level;
  std::string justification;  // why it may have this level
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
  std::string method;  // live-check, offline-proof, provider-report, attestation
  DatedFact at;
  std::string result;
  std::string evidence;
  std::string provider;  // the host that was asked
  std::string status;    // the class of its answer: "4xx"
};

struct Revocation {
  DatedFact at;
  std::string by;
  std::string ticket;
  RevocationCheck verification;
};

// The dates of one kind of source. Without a date: that source says nothing.
struct LifecycleFacts {
  DatedFact created;
  DatedFact last_rotated;
  DatedFact last_used;
  DatedFact expires;
  DatedFact revoked;
};

// The members of a date hold what counts: of created and expires what was observed, of the others
// the later date, and of equal dates the observed one.
struct Lifecycle {
  DatedFact created;
  DatedFact last_rotated;
  Rotation rotation;  // defaults applied
  DatedFact expires;
  DatedFact last_used;
  Revocation revoked;
  LifecycleFacts declared;  // what people say in the entry
  LifecycleFacts observed;  // what systems saw, from the entry or from `observations:`
};

struct Review {
  std::optional<Duration> period;  // defaults applied
  DatedFact last;
  std::string by;
  std::string outcome;
};

struct Credential {
  std::string id;
  std::string title;
  std::string kind;
  std::string type = "nhi";       // nhi, human-pat, certificate, ssh-key, encryption-key, webhook
  std::string status = "active";  // proposed, active, rotating, revoked, retired
  ObservedText observed_status;   // active, inactive, revoked, retired; never replaces `status`
  Identity identity;
  Owner owner;
  CredentialScope scope;
  CredentialLocations locations;
  Lifecycle lifecycle;
  Review review;
  std::map<std::string, std::vector<std::string>> controls;
  std::size_t layer = 0;  // index in Registry::layers
  RegistryPlace place;    // of its id
};

}  // namespace keyhound
