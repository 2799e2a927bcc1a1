// SPDX-License-Identifier: Apache-2.0
// Check: looks at the facts of a definition for credentials in it and for unsafe handling of
// secrets. One file a check in pipelines/checks/; the build collects them by file name
// (checks/secret_printed.cpp defines kSecretPrintedCheck). Checks know facts, not platforms, so
// that each works wherever a fact exists. Immutable, thread-safe.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/check_info.h"
#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

struct Check;

// A place in a definition other than the one a finding is in.
struct FarPlace {
  const Definition* definition = nullptr;
  TextRange range;
};

// What a check has found. Its message names keys, secrets and jobs, never a value.
struct PipelineFinding {
  const Check* check = nullptr;
  const Definition* definition = nullptr;
  Level level = Level::kWarning;
  TextRange range;  // of the definition's file
  std::string message;
  std::string remedy;   // empty: the check's
  std::string subject;  // what it is about (a secret's name, a key), for the fingerprint
  std::string key_path;
  Scope scope;
  std::vector<TextRange> related;   // other places of the same file
  std::vector<FarPlace> elsewhere;  // places of other definitions of the set
  // `range` holds a value that may be a credential: a secret found in it takes its place.
  bool is_literal = false;
  // It is about this credential of the definition, and part of its finding; kNoFact: about none.
  FactIndex credential = kNoFact;
};

struct CheckContext {
  const Definition& definition;
  const DefinitionSet& set;
  bool strict = false;     // what is unsafe by noise is asked for
  std::string_view owner;  // whose repository it is (repository_owner.h); empty: not known
};

struct Check {
  CheckInfo info;
  // Appends; sets everything but `check` and `definition`.
  void (*run)(const CheckContext& context, std::vector<PipelineFinding>& findings) = nullptr;
};

// Every check, by number.
std::span<const Check* const> checks();
// By id or number; nullptr: there is none.
const Check* find_check(std::string_view id_or_number);
// What reports tell about them, in the same order.
const std::vector<CheckInfo>& check_infos();

// What a policy makes of a check.
struct RaisedCheck {
  bool is_on = false;          // as if its part of `strict` was asked for
  Level least = Level::kNote;  // of its findings
};
using RaisedChecks = std::map<std::string, RaisedCheck, std::less<>>;  // by id

struct CheckOptions {
  bool strict = false;
  RaisedChecks raised = {};
  std::string owner = {};            // as of CheckContext
  const Definition* only = nullptr;  // of the set; null: all of them
};

// Everything that all checks find in the definitions of the set, by definition, place and check.
std::vector<PipelineFinding> run_checks(const DefinitionSet& set, const CheckOptions& options);

}  // namespace keyhound
