// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_brackets.h"

#include <array>
#include <cstddef>

namespace keyhound {
namespace {

constexpr std::string_view kOpen = "([{";
constexpr std::string_view kClose = ")]}";

}  // namespace

// A closing bracket closes the nearest opening one of its kind and all that were opened since; one
// without any is passed over. The counts tell at once that there is none.
GroovyBrackets match_groovy_brackets(std::string_view text,
                                     const std::vector<GroovyToken>& tokens) {
  GroovyBrackets result;
  result.closer.resize(tokens.size());
  std::vector<std::uint32_t> open;
  std::array<std::size_t, 3> counts = {};
  const auto char_of = [&](std::uint32_t token) { return text[tokens[token].range.begin]; };
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    result.closer[i] = i;
    if (tokens[i].kind != GroovyTokenKind::kOperator || tokens[i].range.size() != 1) continue;
    if (const auto kind = kOpen.find(char_of(i)); kind != std::string_view::npos) {
      open.push_back(i);
      ++counts[kind];
    }
    const auto kind = kClose.find(char_of(i));
    if (kind == std::string_view::npos) continue;
    if (counts[kind] == 0) {
      result.is_complete = false;
      continue;
    }
    for (bool is_closed = false; !is_closed;) {
      const std::uint32_t opener = open.back();
      const auto opened = kOpen.find(char_of(opener));
      open.pop_back();
      --counts[opened];
      result.closer[opener] = i;
      is_closed = opened == kind;
      if (!is_closed) result.is_complete = false;
    }
  }
  for (const std::uint32_t opener : open) {
    result.closer[opener] = static_cast<std::uint32_t>(tokens.size());
    result.is_complete = false;
  }
  return result;
}

}  // namespace keyhound
