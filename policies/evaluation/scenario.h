// SPDX-License-Identifier: Apache-2.0
// Scenario: a small world written in YAML, in which policies are tested: a time, a registry,
// findings, references, suppressions and what the ledger knows (docs/policies.md, "Tests").
// Fingerprints of made-up secrets stand as {fingerprint:NAME}, {long-fingerprint:NAME}.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/judge.h"
#include "scanner/yaml/document.h"

namespace keyhound {

struct Scenario {
  std::string name;
  Timestamp now;
  std::string repository;
  std::size_t results = 1;
  std::optional<Registry> registry;
  std::vector<Finding> findings;
  std::optional<std::vector<Reference>> references;
  std::optional<std::vector<Suppression>> suppressions;
  std::optional<LedgerFacts> ledger;
  std::vector<PolicyParameter> params;  // that differ from the policy's own
  std::optional<Outcome> expected;      // of the policy under test

  // Borrows the scenario.
  [[nodiscard]] JudgeInput input(const PolicySet& policies) const;
};

// Reads a node of `document`. kConfiguration with one line for each problem.
Result<Scenario> read_scenario(const YamlDocument& document, const YamlNode& node,
                               const std::string& file);

struct PolicyTestResult {
  std::string name;
  Outcome expected = Outcome::kPass;
  Outcome actual = Outcome::kNotApplicable;
  std::string message;  // of the verdict that decided

  [[nodiscard]] bool is_met() const { return expected == actual; }
};

// Runs the tests that a policy carries; the outcome of a test is the worst verdict of the policy
// about any subject, where passing is worse than not applying. kConfiguration for a test that
// cannot be read.
Result<std::vector<PolicyTestResult>> run_policy_tests(const Policy& policy,
                                                       const PolicySet& policies);

}  // namespace keyhound
