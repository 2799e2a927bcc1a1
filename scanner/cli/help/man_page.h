// SPDX-License-Identifier: Apache-2.0
// The man page keyhound(1), made of the command table.
#pragma once

#include <string>

#include "scanner/cli/help/command_info.h"

namespace keyhound {

// In the macros of man(7). The same for the same program: no date, no path.
std::string man_page(const CommandInfo& program, std::string_view version);

}  // namespace keyhound
