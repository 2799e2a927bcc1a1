// SPDX-License-Identifier: Apache-2.0
// Since when, and until when, a finding's secret can be read in the repository. Pure.
#pragma once

#include <optional>

#include "scanner/model/finding.h"

namespace keyhound {

// Where a secret stands now.
enum class Standing {
  kCurrent,      // in HEAD, the work tree or what was given
  kHistory,      // in older commits or in other refs
  kUnreachable,  // in objects that no ref reaches
};

std::string_view to_string(Standing standing);  // "current", ...

struct FindingExposure {
  std::optional<Timestamp> introduced;  // the oldest commit; nullopt: no commit has it
  // The last removal, once every place is gone. The history keeps the secret all the same.
  std::optional<Timestamp> removed;
  Standing standing = Standing::kCurrent;
};

FindingExposure exposure_of(const Finding& finding);

}  // namespace keyhound
