// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace keyhound {

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

void sort_for_report(std::vector<Finding>& findings) {
  std::vector<std::size_t> order(findings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&findings](std::size_t a, std::size_t b) {
    return report_order(findings[a], findings[b]);
  });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (const std::size_t index : order) sorted.push_back(std::move(findings[index]));
  findings = std::move(sorted);
}

}  // namespace keyhound
