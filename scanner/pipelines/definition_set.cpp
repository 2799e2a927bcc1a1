// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/definition_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scanner/base/check.h"
#include "scanner/pipelines/handed_secrets.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool by_path(const Definition& a, const Definition& b) { return a.path < b.path; }

}  // namespace

DefinitionSet::DefinitionSet(std::vector<Definition> definitions)
    : definitions_(std::move(definitions)) {
  std::sort(definitions_.begin(), definitions_.end(), by_path);
  cut_at_ = follow_handed_secrets(*this, definitions_);
}

const Definition* DefinitionSet::find(std::string_view path) const {
  const auto found = std::lower_bound(
      definitions_.begin(), definitions_.end(), path,
      [](const Definition& one, std::string_view wanted) { return one.path < wanted; });
  return found != definitions_.end() && found->path == path ? &*found : nullptr;
}

void DefinitionSet::replace(Definition changed) {
  const auto found = std::lower_bound(definitions_.begin(), definitions_.end(), changed, by_path);
  KEYHOUND_CHECK(found != definitions_.end() && found->path == changed.path);
  *found = std::move(changed);
  cut_at_ = follow_handed_secrets(*this, definitions_);
}

std::vector<Diagnostic> DefinitionSet::diagnostics() const {
  if (cut_at_.empty()) return {};
  return {{"handed-limit", cut_at_,
           fmt::format("secrets are handed to it over more than {} other definitions, and from "
                       "there on they were not followed: look by hand at what it calls",
                       kMostHandedHops),
           true}};
}

std::vector<DefinitionCount> DefinitionSet::counts() const {
  std::map<std::string_view, DefinitionCount> by_platform;
  for (const Definition& one : definitions_) {
    DefinitionCount& count = by_platform[one.platform->id];
    count.platform = one.platform->id;
    count.name = one.platform->name;
    ++count.count;
  }
  std::vector<DefinitionCount> counts;
  for (auto& [id, count] : by_platform) counts.push_back(std::move(count));
  return counts;
}

}  // namespace keyhound
