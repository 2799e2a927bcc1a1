// SPDX-License-Identifier: Apache-2.0
// The YAML files that a path stands for: itself, or the *.yaml and *.yml of the directory that it
// is. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// By name. kConfiguration for a directory without such files, kLimit for more than `most`; a path
// that is no directory is not looked at.
Result<std::vector<std::string>> yaml_files_at(const std::string& path, std::size_t most);

}  // namespace keyhound
