// SPDX-License-Identifier: Apache-2.0
// Assignment: a name and the value that a text gives it, in any of the forms that languages and
// formats have: `name = "value"`, `"name": value`, `name("value")`, `<name>value</name>`,
// `--name value`, ... Found by structure around a keyword of the name; no regex sees it. What is
// read lies within kAssignmentReach bytes of the keyword. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/model/rule.h"

namespace keyhound {

// Bytes on either side of a keyword that decide on an assignment and on its features: kScoreBack
// before it.
inline constexpr std::size_t kAssignmentReach = kScoreReach;
// Bytes behind the value that decide on the assignment, once it is known, and on its features.
inline constexpr std::size_t kValueReach = 256;

enum class Operator : std::uint8_t {
  kEquals,   // = := ?= <- %3D
  kColon,    // :
  kArrow,    // =>
  kDefault,  // || ||= ??
  kCompare,  // == != ===
  kCall,     // name("value")
  kComma,    // "name", "value"
  kElement,  // <name>value
  kSibling,  // key="name" value="value"
  kBlank,    // --name value, ENV name value
  kIs,       // name is value
  kGroup,    // the value is what a regex captured
};
inline constexpr std::size_t kOperators = 12;

enum class Quoting : std::uint8_t { kNone, kSingle, kDouble, kBacktick, kEscaped, kEntity };
inline constexpr std::size_t kQuotings = 6;

// Offsets are bytes into the text.
struct Assignment {
  std::size_t name_begin = 0;
  std::size_t name_end = 0;
  std::size_t value_begin = 0;
  std::size_t value_end = 0;  // at most 512 bytes behind value_begin
  Operator op = Operator::kEquals;
  Quoting quoting = Quoting::kNone;
  bool is_wrapped = false;  // a function stands between operator and value: aws.String("...")
  bool has_type = false;    // name: String = "..."
  bool is_name_quoted = false;
  bool is_cut = false;  // the value goes on behind value_end
  bool is_on_next_line = false;
};

// The assignment to the name around the keyword at [begin, end) of `text`; nullopt when no value
// follows. REQUIRES: begin < end <= text.size().
std::optional<Assignment> read_assignment(std::string_view text, std::size_t begin,
                                          std::size_t end);

// The assignment whose value is known to be [begin, end), with a name where one stands before it.
Assignment describe_value(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace keyhound
