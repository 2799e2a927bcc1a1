// SPDX-License-Identifier: Apache-2.0
// PolicyFacts: everything that the conditions of a policy may look at for one subject. Borrowed for
// one evaluation; nullptr: there is none. docs/policies.md lists the names in conditions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/registry.h"
#include "scanner/model/finding.h"
#include "scanner/model/reference.h"

namespace keyhound {

// Where else a secret, or another value of the same credential, was found.
struct ReuseCounts {
  std::int64_t results = 0;       // repositories whose results were judged together
  std::int64_t repositories = 0;  // of them, those that hold it
};

// How the secret of a reference is used by all references together, and whether its entry allows
// this use.
struct ReferenceUse {
  bool is_first_in_file = true;
  bool is_first = true;                   // of all
  std::vector<std::string> repositories;  // that use it, each once
  std::vector<std::string> environments;  // that jobs with it deploy to
  std::vector<std::string> platforms;
  bool is_consumer = true;  // `locations.consumers` holds the place of use, or names none
  bool is_allowed = true;   // `locations.allowed` holds the place of storage, or is empty
};

// What the references together tell about an entry that they may name.
struct ReferenceCoverage {
  bool is_complete = false;     // every repository that can use it was looked at
  std::int64_t unresolved = 0;  // references that may mean it, which is known at run time only
};

// What the evidence ledger says about a policy.
struct PolicyEvidence {
  std::string policy_id;
  std::optional<Timestamp> last;  // its newest evaluation
  std::int64_t events = 0;
};

// What the evidence ledger says about how a credential came to be.
struct CreationRecord {
  std::string by;  // party id
  Timestamp at;
};

// A check of one value of a credential, or of the credential as a whole.
struct ValueCheck {
  std::string fingerprint;  // short form; empty: the credential as a whole
  RevocationCheck check;
};

// Values of a credential that were found, and those of them that checks since its revocation showed
// to be refused.
struct ExposedValues {
  std::int64_t known = 0;
  std::int64_t refused = 0;
};

struct PolicyFacts {
  Timestamp now;
  std::string_view repository;  // "acme/pay"; empty: unknown
  const Registry* registry = nullptr;

  const Finding* finding = nullptr;
  std::optional<Timestamp> introduced;  // when the finding was first committed
  // When the newest check that the ledger has of this value found it alive, where the run does not
  // tell. One that was refused once is not taken for refused today.
  std::optional<Timestamp> known_alive;
  std::string_view matched_by;              // how it is tied to `credential`
  bool is_weak = false;                     // tied by place only
  const FingerprintEntry* value = nullptr;  // the registered value that was found
  const ReuseCounts* reuse = nullptr;

  const Credential* credential = nullptr;
  const Party* owner = nullptr;           // accountable for it, where the registry lists it
  const Party* operator_party = nullptr;  // likewise
  const Party* deputy = nullptr;
  std::vector<const Party*> escalation;  // of the owner
  const CreationRecord* creation = nullptr;
  // nullptr: its revocation was not checked value by value.
  const ExposedValues* exposed = nullptr;
  std::vector<const Reference*> pipelines;      // references that name it
  const ReferenceCoverage* coverage = nullptr;  // nullptr: no references were given

  const Exception* exception = nullptr;
  std::string_view waived_severity;  // of the worst policy that the exception is for
  const Reference* reference = nullptr;
  const ReferenceUse* use = nullptr;  // of `reference`
  const Suppression* suppression = nullptr;
  const PolicyEvidence* evidence = nullptr;
};

}  // namespace keyhound
