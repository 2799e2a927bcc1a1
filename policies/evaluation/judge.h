// SPDX-License-Identifier: Apache-2.0
// Judges findings, references and the registry: ties each finding to a credential, asks every
// policy about every subject, and adds the findings that concern the registry itself (overdue
// rotations, expired exceptions).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policies/evaluation/policy_facts.h"
#include "policies/evaluation/policy_set.h"
#include "policies/registry/registry.h"
#include "scanner/base/work_crew.h"
#include "scanner/model/assessment.h"
#include "scanner/model/finding.h"

namespace keyhound {

// What the evidence ledger says about policies and credentials.
struct LedgerFacts {
  std::vector<PolicyEvidence> policies;
  std::map<std::string, CreationRecord, std::less<>> creations;  // by credential id
  // Of a credential and its values, by credential id; in no order.
  std::map<std::string, std::vector<ValueCheck>, std::less<>> checks;
  std::map<std::string, RevocationCheck, std::less<>> values;  // the newest check, by fingerprint
  // Values of a credential that were found once, by its id: fingerprints, in no order.
  std::map<std::string, std::vector<std::string>, std::less<>> exposed;
};

// Hears about each subject before it is judged; the facts live while it runs.
using FactsListener =
    std::function<void(PolicySubject kind, const std::string& subject, const PolicyFacts& facts)>;

struct JudgeInput {
  const PolicySet* policies = nullptr;
  const Registry* registry = nullptr;  // nullptr: none; then nothing has an owner
  Timestamp now;
  std::string repository;  // "acme/pay", from the remote; for `repos` globs; empty: unknown
  // How many repositories' results are judged together; from 2 on, reuse can be told.
  std::size_t results = 1;
  // nullptr: they were not looked for.
  const std::vector<Reference>* references = nullptr;
  // Repositories whose references were looked for, besides those that `references` name and, where
  // results are not judged together, `repository`.
  std::vector<std::string> inventoried;
  const std::vector<Suppression>* suppressions = nullptr;
  const LedgerFacts* ledger = nullptr;
  FactsListener on_facts;  // unset: nobody listens
  // Called when everything was asked and only the findings of it are to be made: the registry and
  // what else is borrowed here is read no more. Unset: nobody waits for that.
  std::function<void()> on_judged;
  // Does parts of the judgement at once; the answer is the same for any. What the policies borrow,
  // their regexes too, is thread-safe.
  WorkCrew crew;
};

// Sets `credential` and `policies` of every secret finding, appends the policy findings in report
// order, and answers with all verdicts. Paths of policy findings are those of the registry's files
// as they were opened, or of the place that a reference or suppression has. REQUIRES: every finding
// has an occurrence.
Assessment judge(const JudgeInput& input, std::vector<Finding>& findings);

}  // namespace keyhound
