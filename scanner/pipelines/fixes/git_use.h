// SPDX-License-Identifier: Apache-2.0
// GitUses: which steps of a definition need the token that a checkout left: what scripts do with
// git, and actions that are known to use it. What a program of the repository does inside is not
// seen. Immutable.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class GitUses {
 public:
  GitUses(const DefinitionSet& set, const Definition& definition);

  // "step Release runs git push"; empty: no step of the same job behind `step` is seen to need it.
  [[nodiscard]] std::string behind(FactIndex step) const;

 private:
  std::map<FactIndex, std::vector<std::pair<FactIndex, std::string>>> by_job_;  // by step
  std::vector<FactIndex> jobs_;                                                 // of steps
};

}  // namespace keyhound
