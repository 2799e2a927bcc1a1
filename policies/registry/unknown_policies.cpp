// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/unknown_policies.h"

#include <string>
#include <unordered_set>

#include "scanner/base/nearest_key.h"

namespace keyhound {

std::vector<RegistryProblem> unknown_policies(const Registry& registry,
                                              std::span<const std::string_view> known) {
  const std::unordered_set<std::string_view> ids(known.begin(), known.end());
  std::vector<RegistryProblem> problems;
  for (const Exception& exception : registry.exceptions) {
    for (const std::string& id : exception.applies_to.policies) {
      if (ids.contains(id)) continue;
      const std::string_view nearest = nearest_key(id, known);
      problems.push_back({exception.place,
                          "it applies to a policy that does not exist" +
                              (nearest.empty() ? "; docs/policies.md lists them all"
                                               : "; did you mean " + std::string(nearest) + "?")});
    }
  }
  return problems;
}

}  // namespace keyhound
