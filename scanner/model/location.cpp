// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/location.h"

#include <array>

namespace keyhound {

std::string_view to_string(LocationPart part) {
  constexpr std::array<std::string_view, 6> kNames = {
      "", "path", "commit-message", "commit-header", "tag-message", "git-config"};
  return kNames[static_cast<std::size_t>(part)];
}

const CommitInfo& Occurrence::removal() const {
  static const CommitInfo kNone;
  return removed ? *removed : kNone;
}

}  // namespace keyhound
