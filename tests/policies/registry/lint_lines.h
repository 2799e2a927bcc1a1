// SPDX-License-Identifier: Apache-2.0
// What lint says about a text, for the tests of lint.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "policies/registry/registry_lint.h"

namespace keyhound::testing {

inline constexpr Timestamp kNow{1'769'904'000};  // 2026-02-01

inline std::string lint(const std::string& yaml) {
  const Result<Registry> registry = parse_registry(yaml, "r");
  if (!registry) FAIL(registry.error().message);
  std::string all;
  constexpr std::array<std::string_view, 2> kPolicies = {"ROT1001", "ROT1002"};
  for (const RegistryProblem& problem : lint_registry(*registry, {kNow, kPolicies})) {
    all += std::string(problem.is_error ? "E " : "W ") + to_string(problem) + "\n";
  }
  return all;
}

inline constexpr const char* kParties =
    "parties: [{id: 'group:x'}, {id: 'user:ana'}, {id: 'user:ciso'}, {id: 'vendor:v'}]\n";

}  // namespace keyhound::testing
