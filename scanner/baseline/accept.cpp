// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scanner/base/end_date.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostTold = 20;  // entries of one kind; the others are counted

const BaselineEntry* find_entry(const Baseline& baseline, std::string_view fingerprint,
                                std::string_view rule) {
  const auto& entries = baseline.entries;
  const auto wanted = std::tuple(fingerprint, rule);
  const auto place = std::lower_bound(
      entries.begin(), entries.end(), wanted, [](const BaselineEntry& one, const auto& key) {
        return std::tuple<std::string_view, std::string_view>(one.fingerprint, one.rule_id) < key;
      });
  const bool is_found =
      place != entries.end() && place->fingerprint == fingerprint && place->rule_id == rule;
  return is_found ? &*place : nullptr;
}

template <class Words>
void tell(const Baseline& baseline, const std::vector<std::size_t>& which, std::string_view kind,
          const std::string& path, const Words& words, std::vector<Diagnostic>& told) {
  for (std::size_t i = 0; i < which.size() && i < kMostTold; ++i) {
    const BaselineEntry& entry = baseline.entries[which[i]];
    told.push_back(
        {std::string(kind), path, fmt::format("line {}: {}", entry.line, words(entry)), false});
  }
  if (which.size() > kMostTold) {
    told.push_back({std::string(kind), path,
                    fmt::format("and {} more entries", which.size() - kMostTold), false});
  }
}

}  // namespace

bool can_be_accepted(const Finding& finding) { return finding.kind != FindingKind::kPolicy; }

const BaselineEntry* entry_for(const Baseline& baseline, const Finding& finding) {
  if (const auto* entry = find_entry(baseline, finding.fingerprint.short_form(), finding.rule_id))
    return entry;
  for (const std::string& print : finding.previous_fingerprints)
    if (const auto* entry = find_entry(baseline, print, finding.rule_id)) return entry;
  return nullptr;
}

BaselineUse accept_findings(const Baseline& baseline, const std::string& path, Timestamp now,
                            std::vector<Finding>& findings) {
  BaselineUse use;
  std::vector<bool> is_used(baseline.entries.size());
  std::vector<bool> is_over(baseline.entries.size());
  for (Finding& finding : findings) {
    const BaselineEntry* entry = can_be_accepted(finding) ? entry_for(baseline, finding) : nullptr;
    if (entry == nullptr) continue;
    const auto index = static_cast<std::size_t>(entry - baseline.entries.data());
    is_used[index] = true;
    if (entry->until && *entry->until < now) {
      is_over[index] = true;
      continue;
    }
    finding.accepted = Acceptance{entry->verdict, entry->note, entry->until, path};
    ++use.accepted;
  }
  for (std::size_t i = 0; i < baseline.entries.size(); ++i) {
    if (!is_used[i]) use.unused.push_back(i);
    if (is_over[i]) use.expired.push_back(i);
  }
  return use;
}

bool fits_key(const Baseline& baseline, const FingerprintKey& key,
              const std::vector<FingerprintKey>& previous) {
  return baseline.key_check.empty() || baseline.key_check == key_check_of(key) ||
         std::any_of(previous.begin(), previous.end(), [&baseline](const FingerprintKey& one) {
           return baseline.key_check == key_check_of(one);
         });
}

std::vector<Diagnostic> diagnose_baseline(const Baseline& baseline, const std::string& path,
                                          const BaselineUse& use, bool tells_unused) {
  std::vector<Diagnostic> told;
  tell(
      baseline, use.expired, "expired-baseline-entry", path,
      [](const BaselineEntry& entry) {
        return fmt::format("the entry of {} ({}) ended on {}, and its finding is reported again",
                           entry.fingerprint, entry.rule_id, format_end_date(*entry.until));
      },
      told);
  if (!tells_unused) return told;
  tell(
      baseline, use.unused, "unused-baseline-entry", path,
      [](const BaselineEntry& entry) {
        return fmt::format(
            "nothing that was scanned has {} ({}); 'keyhound baseline update "
            "--prune' removes the entry",
            entry.fingerprint, entry.rule_id);
      },
      told);
  return told;
}

Diagnostic diagnose_wrong_key(const Baseline& baseline, const std::string& path) {
  return {"baseline-key", path,
          fmt::format("its {} entries were made with another fingerprint key than this run's, so "
                      "they accept nothing; give that key in KEYHOUND_FINGERPRINT_KEY, or name it "
                      "in KEYHOUND_PREVIOUS_FINGERPRINT_KEYS and run 'keyhound baseline update'",
                      baseline.entries.size()),
          false};
}

}  // namespace keyhound
