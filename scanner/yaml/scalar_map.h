// SPDX-License-Identifier: Apache-2.0
// Where the bytes of a scalar's value stand in the file, for values whose quotes, escapes, folds,
// indentation and line ends were taken away (YAML 1.1, chapters 4 and 9, as libyaml reads them:
// https://yaml.org/spec/1.1/#id899912). The value is rebuilt from the source and compared with what
// libyaml made of it, so that a map is exact or empty. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/yaml/node.h"

namespace keyhound {

// Bytes of a value that stand in the file one after the other, as they are.
struct ScalarSegment {
  std::uint32_t value = 0;   // offset in the value
  std::uint32_t source = 0;  // offset in the file
  std::uint32_t length = 0;
};

// `source` is the text that the node was parsed from (YamlDocument::source()). By value offset,
// without overlaps; what lies between two segments (an escape, a folded line end) has no place of
// its own. Empty: only the whole place is known, or the value has no byte that stands in the file.
std::vector<ScalarSegment> map_scalar(const YamlNode& node, std::string_view source);

// Where the value itself begins, behind anchor and tag: its first character, its quote, | or >, a
// collection's [, {, first key or dash.
std::uint32_t value_begin(const YamlNode& node, std::string_view source);

// Where a node's content ends: of block scalars the last line that is not blank, of block
// collections the content of their last child; of all others `end`.
std::uint32_t real_end(const YamlNode& node, std::string_view source);

}  // namespace keyhound
