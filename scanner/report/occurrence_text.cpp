// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/occurrence_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {

namespace {

std::string with_thousands(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, 1, ',');
  return digits;
}

}  // namespace

std::string_view short_id(std::string_view id) { return id.substr(0, 12); }

bool is_in_file(const Location& location) {
  return location.part == LocationPart::kContent || location.part == LocationPart::kPath ||
         location.part == LocationPart::kGitConfig;
}

std::string describe_place(const Location& location, std::string_view commit_id) {
  if (!is_in_file(location)) {
    std::string place(to_string(location.part));  // "commit-message"
    std::replace(place.begin(), place.end(), '-', ' ');
    return commit_id.empty() ? place : fmt::format("{} of {}", place, short_id(commit_id));
  }
  if (location.part == LocationPart::kPath) return "file name " + location.path;
  std::string place = location.path.empty() ? "standard input" : location.path;
  for (const std::uint64_t number : {location.start.line, location.start.column}) {
    place += ':';
    place += std::to_string(number);
  }
  return place;
}

Location part_location(const Occurrence& occurrence, const PartPlace& part) {
  return {occurrence.location.path, occurrence.location.part, part.start, part.end};
}

Level level_of(const Finding& finding) {
  if (finding.kind == FindingKind::kPolicy) {
    for (const PolicyVerdict& verdict : finding.policies) {
      if (verdict.policy_id == finding.rule_id) return verdict.level;
    }
  }
  return level_of(finding.severity);
}

std::string count_of(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_thousands(count), count == 1 ? one : many);
}

}  // namespace keyhound
