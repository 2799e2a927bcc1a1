// SPDX-License-Identifier: Apache-2.0
// What RE2 accepts, the analysis accepts; a text drawn from the analysed regex has its widths.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/engine/pattern.h"
#include "scanner/engine/regex_sample.h"
#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/trigger.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  constexpr std::size_t kMaxRegex = 400;
  if (size > kMaxRegex) return 0;
  const std::string_view regex(reinterpret_cast<const char*>(data), size);
  const Result<Pattern> pattern = Pattern::compile(regex);
  if (!pattern) {
    static_cast<void>(parse_regex(regex));
    return 0;
  }
  const Result<RegexShape> shape = analyse_regex(regex);
  const Result<RegexRef> syntax = parse_regex(regex);
  if (!shape || !syntax) return 0;  // nested deeper than the analysis goes
  std::uint32_t state = 1;
  const std::string text = sample_regex(**syntax, [&state](std::uint32_t limit) {
    state = state * 1664525 + 1013904223;
    return (state >> 16U) % limit;
  });
  KEYHOUND_CHECK(text.size() >= shape->min_length);
  KEYHOUND_CHECK(text.size() <= shape->max_length.value_or(text.size()));
  KEYHOUND_CHECK(shape->trigger.empty() || Pattern::compile(shape->trigger)->matches(text));
  return 0;
}
