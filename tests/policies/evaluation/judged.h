// SPDX-License-Identifier: Apache-2.0
// What tests of the judgement share.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "policies/evaluation/fact_variables.h"
#include "policies/evaluation/judge.h"
#include "policies/language/cel_text.h"

namespace keyhound::testing {

// The built-in policies.
inline const PolicySet& builtin_set() {
  static const PolicySet set = [] {
    Result<PolicySet> loaded = PolicySet::load({}, nullptr);
    if (!loaded) FAIL(loaded.error().message);
    return std::move(*loaded);
  }();
  return set;
}

inline Registry registry_of(const std::string& yaml) {
  Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  return std::move(*registry);
}

inline Finding sample_finding(const std::string& secret, std::int64_t committed = 0) {
  Finding finding;
  finding.rule_id = "sample-key";
  finding.fingerprint = fingerprint(FingerprintKey(), "sample", secret);
  Occurrence& occurrence = finding.occurrences.emplace_back();
  occurrence.location.path = secret + ".env";
  if (committed != 0) occurrence.commit = {"c0ffee", "Ana", "", {committed}};
  return finding;
}

inline JudgeInput input_of(const Registry* registry, Timestamp now) {
  JudgeInput input;
  input.policies = &builtin_set();
  input.registry = registry;
  input.now = now;
  return input;
}

// The value of an expression over these facts, as JSON, or the error of loading it.
inline std::string value_of(const std::string& expression, const PolicyFacts& facts) {
  CelEnvironment environment;
  environment.variables = fact_variables();
  const auto program = CelProgram::compile(expression, environment);
  if (!program) return program.error().message;
  CelArena arena;
  std::vector<CelValue> values(fact_variables().size());
  set_fact_variables(facts, arena, values);
  return to_json_text(program->evaluate(values, arena));
}

}  // namespace keyhound::testing
