// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/scenario.h"

#include <algorithm>

#include "policies/evaluation/assessment_builder.h"
#include "policies/evaluation/parameter_value.h"
#include "policies/evaluation/scenario_schema.h"
#include "policies/registry/mapping_reader.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

// The worst outcome that the policy has in this assessment, with its message.
PolicyTestResult decisive(const Assessment& assessment, const std::string& policy_id) {
  PolicyTestResult result;
  for (const AssessedVerdict& one : assessment.verdicts) {
    const PolicyVerdict& verdict = *one.verdict;
    if (verdict.policy_id != policy_id) continue;
    const bool is_first = result.actual == Outcome::kNotApplicable;
    if (!is_first && badness(verdict.outcome) <= badness(result.actual)) continue;
    result.actual = verdict.outcome;
    result.message = verdict.message;
  }
  return result;
}

// The settings that put the scenario's parameters in place of the policy's.
std::string settings_of(const Policy& policy, const Scenario& scenario) {
  std::string yaml =
      "kind: PolicySettings\npolicies:\n  " + policy.definition().info.id + ":\n    params: {";
  for (const PolicyParameter& parameter : scenario.params) {
    yaml += parameter.name + ": " + to_string(parameter.value) + ", ";
  }
  return yaml + "}\n";
}

}  // namespace

JudgeInput Scenario::input(const PolicySet& policies) const {
  JudgeInput input;
  input.policies = &policies;
  input.registry = registry ? &*registry : nullptr;
  input.now = now;
  input.repository = repository;
  input.results = results;
  input.references = references ? &*references : nullptr;
  input.suppressions = suppressions ? &*suppressions : nullptr;
  input.ledger = ledger ? &*ledger : nullptr;
  return input;
}

Result<Scenario> read_scenario(const YamlDocument& document, const YamlNode& node,
                               const std::string& file) {
  std::vector<RegistryProblem> problems;
  ReadContext context(file, document, problems);
  Scenario scenario;
  read_scenario_mapping(context, node, scenario);
  if (problems.empty()) return scenario;
  return fail(ErrorKind::kConfiguration, lines_of(problems));
}

Result<std::vector<PolicyTestResult>> run_policy_tests(const Policy& policy,
                                                       const PolicySet& policies) {
  const PolicyDefinition& definition = policy.definition();
  KEYHOUND_TRY(const YamlDocument document, YamlDocument::parse(definition.text));
  std::vector<PolicyTestResult> results;
  const YamlNode* tests = document.roots().front()->find("tests");
  if (tests == nullptr) return results;
  for (const YamlNode& test : tests->resolved().items()) {
    KEYHOUND_TRY(Scenario scenario, read_scenario(document, test, definition.file));
    std::optional<PolicySet> changed;
    if (!scenario.params.empty()) {
      KEYHOUND_TRY(changed, policies.with_settings(settings_of(policy, scenario), definition.file));
    }
    const PolicySet& used = changed ? *changed : policies;
    const Assessment assessment = judge(scenario.input(used), scenario.findings);
    PolicyTestResult result = decisive(assessment, definition.info.id);
    result.name = scenario.name;
    result.expected = scenario.expected.value_or(Outcome::kPass);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace keyhound
