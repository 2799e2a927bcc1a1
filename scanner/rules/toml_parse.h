// SPDX-License-Identifier: Apache-2.0
// Private to rules/: the one call of toml++'s parser, with its errors in our form.
#pragma once

#include <string_view>

#include "scanner/rules/toml_fields.h"

namespace keyhound {

// Parses TOML text. kConfiguration with the place, also for a key of more parts than any file
// needs: toml++ nests a table for each, and takes them down by recursion.
Result<toml::table> parse_toml(std::string_view text, const TomlSource& source);

}  // namespace keyhound
