// SPDX-License-Identifier: Apache-2.0
// Finds repositories below a folder: bare ones (mirrors) and those with a work tree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

struct FoundRepositories {
  std::vector<Target> targets;          // of provider "directory", with the size of their objects
  std::vector<Diagnostic> diagnostics;  // folders that could not be searched
};

// Links are not followed: nothing outside `folder` is found, and nothing twice. A repository inside
// the work tree of another one is found too. kNotFound or kUnreadable where `folder` is none.
Result<FoundRepositories> find_repositories(const std::string& folder);

}  // namespace keyhound
