// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/occurrence_refs.h"

#include <algorithm>

#include "scanner/git/history_roots.h"

namespace keyhound {

std::vector<RefTip> ref_tips(const Repository& repository, const History& history,
                             const CommitNumbers& numbers) {
  std::unordered_map<ObjectId, ObjectId> targets;
  for (const AnnotatedTag& tag : history.tags) targets.emplace(tag.id, tag.target);
  std::vector<Diagnostic> known;  // read_history() has reported them
  std::vector<RefTip> tips;
  for (const HistoryRoot& root : read_history_roots(repository, false, known)) {
    if (!root.name.starts_with("refs/")) continue;
    ObjectId id = root.id;
    for (auto tag = targets.find(id); tag != targets.end() && tag->second != id;
         tag = targets.find(id)) {
      id = tag->second;
    }
    if (const auto number = numbers.find(id); number != numbers.end())
      tips.push_back({root.name, number->second});
  }
  return tips;
}

void add_refs(const History& history, const std::vector<RefTip>& tips,
              std::vector<FoundOccurrence>& found) {
  std::vector<std::uint32_t> commits;
  for (const FoundOccurrence& one : found) {
    if (one.order < history.commits.size()) commits.push_back(one.order);
  }
  std::sort(commits.begin(), commits.end());
  commits.erase(std::unique(commits.begin(), commits.end()), commits.end());
  if (commits.empty()) return;
  const std::vector<RefReach> reach = refs_reaching(history, tips, commits, kShownRefs);
  for (FoundOccurrence& one : found) {
    const auto place = std::lower_bound(commits.begin(), commits.end(), one.order);
    if (place == commits.end() || *place != one.order) continue;
    const RefReach& refs = reach[static_cast<std::size_t>(place - commits.begin())];
    one.occurrence.ref_count = refs.count;
    for (const std::uint32_t ref : refs.refs) one.occurrence.refs.push_back(tips[ref].name);
  }
}

}  // namespace keyhound
