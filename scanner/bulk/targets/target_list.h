// SPDX-License-Identifier: Apache-2.0
// Lists that people write: one target a line. Pure, but for looking paths up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

struct TargetList {
  std::vector<Target> targets;
  // Lines that name no target (then something will not be scanned), and what was left out of URLs.
  std::vector<Diagnostic> diagnostics;
};

// Empty lines, and what follows a `#` at the beginning of a line or behind a space, do not count.
// `name`: of the list, in diagnostics.
TargetList read_target_list(std::string_view text, const std::string& name);

// The targets of a command line, as one list.
TargetList read_targets(const std::vector<std::string>& texts);

}  // namespace keyhound
