// SPDX-License-Identifier: Apache-2.0
// What tests of the scalar map share.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/yaml/document.h"
#include "scanner/yaml/scalar_map.h"

namespace keyhound::testing {

// Do the segments agree with value and source, in order and without overlaps?
inline bool holds(const std::vector<ScalarSegment>& segments, std::string_view value,
                  std::string_view source) {
  std::size_t done = 0;
  for (const ScalarSegment& part : segments) {
    if (part.value < done || part.length == 0 || part.value + part.length > value.size() ||
        part.source + part.length > source.size() ||
        value.substr(part.value, part.length) != source.substr(part.source, part.length)) {
      return false;
    }
    done = part.value + part.length;
  }
  return true;
}

// The value of `k` (or the root), with "·" for each byte that has no place in the source, and "|"
// between neighbours that do not stand side by side there.
inline std::string mapped(std::string_view yaml) {
  const auto document = YamlDocument::parse(yaml);
  REQUIRE(document);
  const YamlNode* node = document->roots().at(0)->find("k");
  if (node == nullptr) node = document->roots().at(0);
  const auto segments = map_scalar(*node, document->source());
  if (!holds(segments, node->text(), yaml)) return "segments do not hold";
  std::string text;
  std::size_t value = 0;
  std::size_t source = 0;
  for (const ScalarSegment& part : segments) {
    const bool is_neighbour = part.value == value && value > 0;
    for (; value < part.value; ++value) text += "·";
    if (is_neighbour && part.source != source) text += "|";
    text += node->text().substr(part.value, part.length);
    value = part.value + part.length;
    source = part.source + part.length;
  }
  for (; value < node->text().size(); ++value) text += "·";
  return text;
}

}  // namespace keyhound::testing
