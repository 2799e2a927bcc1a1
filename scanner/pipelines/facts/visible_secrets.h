// SPDX-License-Identifier: Apache-2.0
// VisibleSecrets: which kept secrets the steps of a definition have at hand, whether or not they
// use them. Immutable, thread-safe; borrows nothing.
#pragma once

#include <map>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class VisibleSecrets {
 public:
  enum class Reach {
    kEnvironment,  // variables of processes
    kAny,          // also what only a template or an input hands to the step
  };

  VisibleSecrets(const Definition& definition, Reach reach);

  // References of different secrets that are visible in a scope: its own, its job's, and those of
  // the whole definition; of each of the three the first kMost.
  [[nodiscard]] std::vector<FactIndex> in(Scope scope) const;

  static constexpr std::size_t kMost = 16;

 private:
  void add(const Definition& definition, Scope scope, FactIndex reference);

  std::map<Scope, std::vector<FactIndex>> visible_;
};

}  // namespace keyhound
