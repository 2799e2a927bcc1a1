// SPDX-License-Identifier: Apache-2.0
// TomlItem: a TOML document as plain data that knows where each part stands, for readers outside of
// rules/, where toml++ stays. read_toml() is thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// Both from 1.
struct TomlPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct TomlMember;

struct TomlItem {
  enum class Kind { kTable, kArray, kText, kInteger, kNumber, kFlag, kTime };
  Kind kind = Kind::kTable;
  TomlPlace place;
  std::string text;                 // kText; of kTime and kInteger as TOML writes it
  bool flag = false;                // kFlag
  std::int64_t integer = 0;         // kInteger
  double number = 0;                // kNumber
  std::vector<TomlItem> elements;   // kArray
  std::vector<TomlMember> members;  // kTable, in the order of the file
};

struct TomlMember {
  std::string key;
  TomlPlace place;  // of the key
  TomlItem item;
};

// "a string", "a list", ...: what it is, for errors that say what was expected.
std::string_view describe(TomlItem::Kind kind);

// The document's table. Errors are kConfiguration and begin with "<origin>:<line>:<column>: ".
Result<TomlItem> read_toml(std::string_view toml, const std::string& origin);

}  // namespace keyhound
