// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/finding.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

namespace keyhound {

std::string_view to_string(BaselineState state) {
  switch (state) {
    case BaselineState::kNew:
      return "new";
    case BaselineState::kUnchanged:
      return "unchanged";
    case BaselineState::kNotCompared:
      break;
  }
  return "";
}

std::string_view to_string(FindingKind kind) {
  constexpr std::array<std::string_view, 3> kNames = {"secret", "pipeline", "policy"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool Finding::in_head() const {
  return std::any_of(occurrences.begin(), occurrences.end(),
                     [](const Occurrence& o) { return o.in_head; });
}

const Occurrence* Finding::composite() const {
  const auto found = std::find_if(occurrences.begin(), occurrences.end(),
                                  [](const Occurrence& o) { return !o.parts.empty(); });
  return found == occurrences.end() ? nullptr : &*found;
}

bool report_order(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    const Location& place = f.first().location;
    return std::tie(place.path, place.start, place.part, f.rule_id, f.fingerprint.mac,
                    f.fingerprint.key_id);
  };
  const bool a_is_policy = a.kind == FindingKind::kPolicy;
  const bool b_is_policy = b.kind == FindingKind::kPolicy;
  if (a_is_policy != b_is_policy) return b_is_policy;
  return key(a) < key(b);
}

namespace {

// What mostly decides report_order, side by side: comparing findings themselves would touch three
// pieces of memory for each.
struct SortKey {
  bool is_policy = false;
  std::uint32_t path = 0;  // its rank among all paths
  SourcePosition start;
  LocationPart part = LocationPart::kContent;
  std::uint32_t rule = 0;    // its rank among all rules
  std::uint64_t digits = 0;  // the first of the fingerprint
  std::size_t index = 0;
};

using Ranks = std::unordered_map<std::string_view, std::uint32_t>;

// Numbers the keys in their order.
void rank(Ranks& ranks) {
  std::vector<std::string_view> texts;
  texts.reserve(ranks.size());
  for (const auto& [text, number] : ranks) texts.push_back(text);
  std::sort(texts.begin(), texts.end());
  for (std::size_t i = 0; i < texts.size(); ++i) ranks[texts[i]] = static_cast<std::uint32_t>(i);
}

std::uint64_t first_digits(const Fingerprint& fingerprint) {
  std::uint64_t digits = 0;
  for (std::size_t i = 0; i < sizeof(digits) && i < fingerprint.mac.size(); ++i)
    digits |= std::uint64_t{fingerprint.mac[i]} << (56U - 8U * i);
  return digits;
}

std::vector<SortKey> keys_of(const std::vector<Finding>& findings) {
  Ranks paths;
  Ranks rules;
  for (const Finding& finding : findings) {
    paths.try_emplace(finding.first().location.path, 0);
    rules.try_emplace(finding.rule_id, 0);
  }
  rank(paths);
  rank(rules);
  std::vector<SortKey> keys;
  keys.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    const Location& place = finding.first().location;
    keys.push_back({finding.kind == FindingKind::kPolicy, paths[place.path], place.start,
                    place.part, rules[finding.rule_id], first_digits(finding.fingerprint), i});
  }
  return keys;
}

// Moves each finding to its place along the cycles of the permutation: `order[i]` says which
// finding comes to stand at i.
void reorder(std::vector<std::size_t>& order, std::vector<Finding>& findings) {
  for (std::size_t start = 0; start < order.size(); ++start) {
    if (order[start] == start) continue;
    Finding first = std::move(findings[start]);
    std::size_t hole = start;
    while (order[hole] != start) {
      const std::size_t from = order[hole];
      findings[hole] = std::move(findings[from]);
      order[hole] = hole;
      hole = from;
    }
    findings[hole] = std::move(first);
    order[hole] = hole;
  }
}

}  // namespace

void sort_for_report(std::vector<Finding>& findings) {
  if (std::is_sorted(findings.begin(), findings.end(), report_order)) return;
  std::vector<SortKey> keys = keys_of(findings);
  std::sort(keys.begin(), keys.end(), [&findings](const SortKey& a, const SortKey& b) {
    const auto place = [](const SortKey& key) {
      return std::tie(key.is_policy, key.path, key.start.line, key.start.column, key.part, key.rule,
                      key.digits);
    };
    if (const auto order = place(a) <=> place(b); order != 0) return order < 0;
    const Finding& first = findings[a.index];
    const Finding& second = findings[b.index];
    if (report_order(first, second)) return true;
    return !report_order(second, first) && a.index < b.index;
  });
  std::vector<std::size_t> order;
  order.reserve(keys.size());
  for (const SortKey& key : keys) order.push_back(key.index);
  reorder(order, findings);
}

}  // namespace keyhound
