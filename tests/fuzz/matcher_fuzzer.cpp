// SPDX-License-Identifier: Apache-2.0
// A regex (up to the first line break) and a text: both stages must find what RE2 alone finds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/engine/rule_engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  constexpr std::size_t kMaxRegex = 200;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  if (end == std::string_view::npos || end < 2 || end > kMaxRegex) return 0;
  Rule rule;
  rule.id = "fuzz";
  rule.max_length = data[0] % 64U;  // 0: as the regex says
  rule.regex = input.substr(1, end - 1);
  RuleSet rules;
  rules.rules.push_back(rule);
  const Result<RuleEngine> engine = RuleEngine::create(std::move(rules));
  if (!engine) return 0;
  Result<Matcher> matcher = Matcher::create(*engine);
  KEYHOUND_CHECK(matcher);
  std::vector<Match> found;
  std::vector<Match> expected;
  KEYHOUND_CHECK(matcher->find(input.substr(end + 1), found));
  KEYHOUND_CHECK(matcher->find_by_definition(input.substr(end + 1), expected));
  KEYHOUND_CHECK(found == expected);
  return 0;
}
