// SPDX-License-Identifier: Apache-2.0
// ExistingCredentials: finds the entries of a registry that an imported one is: by a strong key, by
// the place in a store of secrets, or by id. Immutable; borrows the registry.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

class ExistingCredentials {
 public:
  // nullptr: there is no registry, and nothing is found.
  explicit ExistingCredentials(const Registry* registry);

  // The ids of the entries, in the order of the registry; several where entries of a registry are
  // keys of one imported secret ("vault:kv/data/pay" has "#user" and "#password").
  [[nodiscard]] std::vector<std::string> find(const Credential& imported) const;

 private:
  using Index = std::unordered_multimap<std::string_view, std::size_t>;
  const Registry* registry_;
  Index keys_;
  Index secret_places_;  // of references, without "#key"
  Index ids_;
};

}  // namespace keyhound
