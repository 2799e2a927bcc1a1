// SPDX-License-Identifier: Apache-2.0
// Writes registry entries as a registry file that load_registry() reads back as the same entries,
// whatever their texts hold: one writer for drafts and imports. Pure.
#pragma once

#include <string>
#include <vector>

#include "policies/registry/credential.h"
#include "policies/registry/exception.h"
#include "policies/registry/observation.h"
#include "policies/registry/party.h"

namespace keyhound {

// An entry, and comment lines for the people who complete it. Notes are one line of printable text
// each: what comes from outside goes through yaml_text() first.
template <class T>
struct Noted {
  T entry;
  std::vector<std::string> notes;
};

struct RegistryDocument {
  std::vector<std::string> head;  // comment lines on top
  std::vector<Party> parties;
  std::vector<Noted<Credential>> credentials;
  std::vector<Noted<Exception>> exceptions;
  std::vector<Observation> observations;
  bool has_lifecycle_hints = false;  // shows how a rotation is recorded where there is none
};

// Members that are empty, or have their default, are left out. What a person has to add to a
// proposed credential or an exception stands there as a comment.
std::string write_registry(const RegistryDocument& document);

// The keys that an exception needs before it waives anything, in the order of the schema.
std::vector<std::string> missing_keys(const Exception& exception);

// ISO 8601: P90D, PT24H.
std::string write_duration(Duration duration);

}  // namespace keyhound
