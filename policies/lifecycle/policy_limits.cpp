// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/policy_limits.h"

#include <algorithm>

namespace keyhound {
namespace {

// The value of a parameter there, and its definition, which knows its kind; nullptr: none.
struct Parameter {
  const ParameterValue* kind = nullptr;
  const CelValue* value = nullptr;
};

Parameter find_parameter(const PolicySet& policies, std::string_view policy_id,
                         std::string_view parameter, std::string_view environment) {
  const Policy* policy = policies.find(policy_id);
  if (policy == nullptr) return {};
  const auto index = static_cast<std::size_t>(policy - policies.policies().data());
  const ParameterValues* values = policies.parameters(index, environment);
  if (values == nullptr) return {};
  const auto& definitions = policy->definition().params;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (definitions[i].name == parameter) return {&definitions[i].value, &(*values)[i]};
  }
  return {};
}

}  // namespace

std::optional<Duration> allowed_time(const PolicySet& policies, std::string_view policy_id,
                                     std::string_view parameter, std::string_view environment) {
  const Parameter found = find_parameter(policies, policy_id, parameter, environment);
  if (found.kind == nullptr || !std::holds_alternative<Duration>(*found.kind)) return std::nullopt;
  return found.value->as_length();
}

bool is_listed(const PolicySet& policies, std::string_view policy_id, std::string_view parameter,
               std::string_view environment, std::string_view value) {
  const Parameter found = find_parameter(policies, policy_id, parameter, environment);
  if (found.kind == nullptr || !std::holds_alternative<std::vector<std::string>>(*found.kind))
    return false;
  const auto items = found.value->as_list();
  return std::any_of(items.begin(), items.end(),
                     [value](const CelValue& item) { return item.as_text() == value; });
}

}  // namespace keyhound
