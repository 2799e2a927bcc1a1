// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/fix.h"

#include <algorithm>

namespace keyhound {

#define KEYHOUND_FIX(Name) extern const Fix k##Name##Fix;
#include "fixes.inc"
#undef KEYHOUND_FIX

const GitUses& FixFacts::git_uses() {
  if (!git_uses_) git_uses_.emplace(*set_, *definition_);
  return *git_uses_;
}

const VariableMentions& FixFacts::mentions() {
  if (!mentions_) mentions_.emplace(*definition_);
  return *mentions_;
}

std::span<const Fix* const> fixes() {
  static const std::vector<const Fix*> kAll = {
#define KEYHOUND_FIX(Name) &k##Name##Fix,
#include "fixes.inc"
#undef KEYHOUND_FIX
  };
  return kAll;
}

const Fix* find_fix(std::string_view check) {
  const auto all = fixes();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Fix* one) { return one->check == check; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace keyhound
