// SPDX-License-Identifier: Apache-2.0
// What concerns the registry as a whole: observations, maxima of several layers, and fingerprints
// while their key is changed.
#include <algorithm>
#include <set>

#include "policies/registry/in_use.h"
#include "policies/registry/key_ids.h"
#include "policies/registry/lint_report.h"

namespace keyhound {
namespace {

bool agrees(std::string_view wide, std::string_view narrow) {
  return wide.empty() || wide == narrow;
}

// Whether every entry that `narrow` selects is selected by `wide` too.
bool covers(const MaximumSelectors& wide, const MaximumSelectors& narrow) {
  return agrees(wide.kind, narrow.kind) && agrees(wide.type, narrow.type) &&
         agrees(wide.environment, narrow.environment) && agrees(wide.level, narrow.level);
}

template <class T>
bool is_without_effect(const std::optional<T>& limit, const std::optional<T>& other) {
  return !limit || (other && *other < *limit);
}

// Whether each limit of `row` is above one of `other`.
bool allows_more(const Maximum& row, const Maximum& other) {
  return is_without_effect(row.rotation, other.rotation) &&
         is_without_effect(row.grace, other.grace) &&
         is_without_effect(row.on_leak, other.on_leak) &&
         is_without_effect(row.review, other.review) &&
         is_without_effect(row.exception, other.exception) &&
         is_without_effect(row.max_repos, other.max_repos);
}

}  // namespace

void lint_observation(const Observation& row, LintReport& report) {
  if (!row.is_matched) {
    report.warning(row.place,
                   "this observation belongs to no entry of its layer or one below; add the "
                   "credential or party, or take the observation out");
  }
  if (row.imported && *row.imported > report.now()) {
    report.warning(row.place, "this observation was imported in the future");
  }
  if (row.evidence.empty()) {
    report.warning(row.place, "this observation has no evidence (the digest of what was imported)");
  }
}

void lint_maxima(LintReport& report) {
  const std::vector<Maximum>& rows = report.registry().maxima;
  for (const Maximum& row : rows) {
    for (const Maximum& other : rows) {
      if (&row == &other || !covers(other.selectors, row.selectors)) continue;
      if (!allows_more(row, other)) continue;
      report.warning(row.place, "this maximum has no effect; the one at " + to_string(other.place) +
                                    " allows less");
      break;
    }
  }
}

void lint_fingerprint_keys(LintReport& report) {
  std::set<std::string, KeyIdOrder> keys;
  for (const Credential& credential : report.registry().credentials) {
    for (const auto& entry : credential.identity.fingerprints) keys.insert(key_id_of(entry.value));
  }
  if (keys.size() < 2) return;
  const std::string& newest = *keys.rbegin();
  for (const Credential& credential : report.registry().credentials) {
    const auto& entries = credential.identity.fingerprints;
    if (entries.empty() || !is_in_use(credential)) continue;
    const auto is_new = [&](const auto& entry) { return key_id_of(entry.value) == newest; };
    if (std::any_of(entries.begin(), entries.end(), is_new)) continue;
    report.warning(entries.front().place,
                   "'" + credential.id + "' has no fingerprint under the newest key, '" + newest +
                       "'; a scan with that key does not find it by its value");
  }
}

}  // namespace keyhound
