// SPDX-License-Identifier: Apache-2.0
// The text of a file that is named on the command line, or of standard input.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"

namespace keyhound {

// `file`: a path, or "-". kUsage where standard input is a terminal, kLimit beyond `limit` bytes.
Result<std::string> read_list_input(const std::string& file, std::uint64_t limit);

// What `file` is called in messages.
std::string list_input_name(const std::string& file);

}  // namespace keyhound
