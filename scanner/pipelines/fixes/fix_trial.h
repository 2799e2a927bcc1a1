// SPDX-License-Identifier: Apache-2.0
// FixTrial: whether proposals hold when they are applied to a definition together. One for one text
// of a definition; borrows the set, which it changes while it tries.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/fixes/fix.h"

namespace keyhound {

struct TriedFix {
  const PipelineFinding* finding = nullptr;
  FixProposal proposal;
};

class FixTrial {
 public:
  FixTrial(DefinitionSet& set, const Definition& definition, const YamlDocument& document);

  // Empty: they hold, and the set has the fixed definition now. Else why not, and the set is as it
  // was.
  std::string apply(const std::vector<const TriedFix*>& candidates);

 private:
  // How many findings of each check there are about a subject.
  using Counts = std::map<std::pair<std::string_view, std::string>, std::size_t>;

  Counts counts() const;
  std::string compare(const std::vector<const TriedFix*>& candidates) const;

  DefinitionSet& set_;
  const Definition before_;
  const YamlDocument& document_;
  Counts counts_before_;
};

}  // namespace keyhound
