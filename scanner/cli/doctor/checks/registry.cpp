// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "policies/registry/registry_lint.h"
#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/judge.h"

namespace keyhound {
namespace {

std::string lint_step(const Registry& registry) {
  return fmt::format("keyhound registry lint '{}'", registry.files.front());
}

DoctorAnswer check(const DoctorSubject& subject) {
  const auto judge = Judge::create(JudgeOptions(), subject.root);
  if (!judge)
    return wrong(line_of(judge.error()), "correct it; 'keyhound registry lint' lists all errors");
  const Registry* registry = judge->registry();
  if (registry == nullptr) {
    return to_look_at("no keyhound-registry.yaml: nobody is known to own a credential",
                      "keyhound registry init . --output keyhound-registry.yaml");
  }
  std::vector<std::string_view> policies;
  for (const PolicyInfo& policy : judge->policies().infos()) policies.push_back(policy.id);
  const auto problems = lint_registry(*registry, {judge->now(), policies});
  const auto errors = std::count_if(problems.begin(), problems.end(),
                                    [](const auto& problem) { return problem.is_error; });
  const std::string message = fmt::format(
      "{}: {} credentials, {} errors, {} warnings", registry->files.front(),
      registry->credentials.size(), errors, problems.size() - static_cast<std::size_t>(errors));
  if (errors > 0) return wrong(message, lint_step(*registry));
  return problems.empty() ? well(message) : to_look_at(message, lint_step(*registry));
}

}  // namespace

extern const DoctorCheck kRegistryDoctorCheck;
const DoctorCheck kRegistryDoctorCheck{"registry", 110, check};

}  // namespace keyhound
