// SPDX-License-Identifier: Apache-2.0
// All pages of one list of a forge, as targets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"
#include "scanner/bulk/targets/forge.h"

namespace keyhound {

struct ForgeListing {
  std::vector<Target> targets;
  // Repositories that could not be understood; they are not among the targets.
  std::vector<Diagnostic> diagnostics;
  std::optional<Error> broken_off;  // after these targets
};

// `name` in `list`. What came before a failure is kept. A chain of pages that brings nothing new is
// kCorrupt, and so is a list with fewer repositories than its last page says that there are.
ForgeListing list_repositories(const Forge& forge, const ForgeList& list, const std::string& name,
                               ForgeClient& client);

}  // namespace keyhound
