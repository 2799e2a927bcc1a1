// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/update.h"

#include <set>
#include <utility>

#include "scanner/baseline/accept.h"

namespace keyhound {

BaselineChange update_baseline(Baseline baseline, const std::vector<Finding>& findings,
                               const std::string& key_check, bool prunes) {
  BaselineChange change;
  std::vector<BaselineEntry> fresh;
  std::vector<bool> is_kept(baseline.entries.size());
  std::set<std::pair<std::string, std::string>> known;  // a check's finding may be there twice
  for (const Finding& finding : findings) {
    if (!can_be_accepted(finding)) continue;
    std::string print = finding.fingerprint.short_form();
    if (!known.emplace(print, finding.rule_id).second) continue;
    BaselineEntry entry;
    if (const BaselineEntry* old = entry_for(baseline, finding)) {
      is_kept[static_cast<std::size_t>(old - baseline.entries.data())] = true;
      entry = *old;
      if (old->fingerprint != print) ++change.rekeyed;
    } else {
      change.added.push_back(&finding);
    }
    entry.fingerprint = std::move(print);
    entry.rule_id = finding.rule_id;
    fresh.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < baseline.entries.size(); ++i) {
    if (is_kept[i]) continue;
    change.unused.push_back(baseline.entries[i]);
    if (!prunes) fresh.push_back(baseline.entries[i]);
  }
  change.baseline.key_check = key_check;
  change.baseline.comments = std::move(baseline.comments);
  change.baseline.entries = std::move(fresh);
  sort_baseline(change.baseline);
  return change;
}

}  // namespace keyhound
