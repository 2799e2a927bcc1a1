// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/exposure.h"

#include <algorithm>

namespace keyhound {
namespace {

bool stands_now(const Occurrence& place) {
  return place.in_head || place.in_worktree || place.commit.id.empty();
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::kCurrent:
      return "current";
    case Standing::kHistory:
      return "history";
    case Standing::kUnreachable:
      break;
  }
  return "unreachable";
}

FindingExposure exposure_of(const Finding& finding) {
  FindingExposure exposure;
  bool is_gone = true;
  bool is_current = false;
  bool is_reachable = false;
  std::optional<Timestamp> removed;
  for (const Occurrence& place : finding.occurrences) {
    if (!place.commit.id.empty()) {
      exposure.introduced = exposure.introduced
                                ? std::min(*exposure.introduced, place.commit.committed)
                                : place.commit.committed;
    }
    is_gone = is_gone && !stands_now(place) && !place.removal().id.empty();
    if (!place.removal().id.empty())
      removed = removed ? std::max(*removed, place.removal().committed) : place.removal().committed;
    is_current = is_current || stands_now(place);
    is_reachable = is_reachable || place.reachable;
  }
  if (is_gone) exposure.removed = removed;
  if (!is_current) exposure.standing = is_reachable ? Standing::kHistory : Standing::kUnreachable;
  return exposure;
}

}  // namespace keyhound
