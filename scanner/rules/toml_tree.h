// SPDX-License-Identifier: Apache-2.0
// TomlNode: a TOML document as plain values with their places, for files whose keys are another
// tool's: rule files are read by rows of fields (toml_fields.h). Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct TomlNode {
  enum class Kind { kText, kInteger, kNumber, kBoolean, kTime, kList, kTable };
  Kind kind = Kind::kTable;
  std::string text;  // of kText
  std::int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  std::vector<TomlNode> items;    // of kList and kTable
  std::vector<std::string> keys;  // of kTable, one for each item
  std::uint32_t line = 0;         // from 1; of a table that only its members show, theirs
  std::uint32_t column = 0;
};

// Parses TOML text. An error is kConfiguration and begins with "<origin>:<line>:<column>: ".
Result<TomlNode> parse_toml_tree(std::string_view toml, const std::string& origin);

}  // namespace keyhound
