// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/path_exclusion.h"

#include <algorithm>
#include <utility>

namespace keyhound {
namespace {

constexpr std::string_view kEverythingBelow = "/**";

bool any_matches(const std::vector<Glob>& globs, const std::string& path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&path](const Glob& glob) { return glob.matches(path); });
}

}  // namespace

PathExclusion::PathExclusion(std::span<const std::string> globs, std::string prefix)
    : prefix_(std::move(prefix)) {
  for (std::string glob : globs) {
    if (glob.ends_with('/')) glob += "**";
    globs_.emplace_back(glob);
    const std::string_view whole = glob;
    if (whole == "**") directories_.emplace_back("**");
    if (whole.ends_with(kEverythingBelow))
      directories_.emplace_back(whole.substr(0, whole.size() - kEverythingBelow.size()));
  }
}

bool PathExclusion::covers(std::string_view path) const {
  return !empty() && any_matches(globs_, prefix_ + std::string(path));
}

bool PathExclusion::covers_directory(std::string_view path) const {
  return !directories_.empty() && any_matches(directories_, prefix_ + std::string(path));
}

void drop_excluded(const PathExclusion& exclusion, ScanResult& result) {
  if (exclusion.empty()) return;
  const std::size_t dropped = std::erase_if(result.findings, [&](Finding& finding) {
    std::erase_if(finding.occurrences, [&](const Occurrence& place) {
      const LocationPart part = place.location.part;
      const bool is_of_file = part == LocationPart::kContent || part == LocationPart::kPath;
      return is_of_file && exclusion.covers(place.location.path);
    });
    return finding.occurrences.empty();
  });
  result.scan.drops[static_cast<std::size_t>(DropReason::kPath)] += dropped;
  if (!result.references) return;
  std::erase_if(*result.references, [&](const Reference& reference) {
    return exclusion.covers(reference.location.path);
  });
}

}  // namespace keyhound
