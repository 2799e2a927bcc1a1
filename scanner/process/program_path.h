// SPDX-License-Identifier: Apache-2.0
// Where a program stands that a command names.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// The path of `program`: itself where it has a slash, else that of the first executable file of
// this name in the absolute folders of `search_path` (as PATH has them). Folders that are not
// absolute are passed over: what stands where a process happens to be is not to be run. kNotFound
// names both.
Result<std::string> program_path(const std::string& program, std::string_view search_path);

}  // namespace keyhound
