// SPDX-License-Identifier: Apache-2.0
// RegistryIndex: who is who in a registry: parties by id, and the facts that conditions see of a
// credential. Borrows the registry and the ledger's facts. Immutable, thread-safe.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/evaluation/judge.h"

namespace keyhound {

class RegistryIndex {
 public:
  // `registry` and `ledger` may be nullptr.
  RegistryIndex(const Registry* registry, const LedgerFacts* ledger);

  [[nodiscard]] const Party* party(std::string_view id) const;
  // nullptr: there is none.
  [[nodiscard]] const Credential* credential(std::string_view id) const;
  // Sets what `facts` say about `credential`, which may be nullptr.
  void describe(const Credential* credential, PolicyFacts& facts) const;

 private:
  const LedgerFacts* ledger_;
  std::unordered_map<std::string_view, const Party*> parties_;
  std::unordered_map<std::string_view, const Credential*> credentials_;
};

}  // namespace keyhound
