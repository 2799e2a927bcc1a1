// SPDX-License-Identifier: Apache-2.0
// Rule files, placeholders and encoded rules may hold anything. What is read is encoded, decoded
// and encoded alike.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/rules/placeholder.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const Result<RuleSet> decoded = decode_rule_set(text)) {
    KEYHOUND_CHECK(encode_rule_set(*decoded) == text);
  }
  static_cast<void>(expand_placeholders(
      text, 1, [](std::string_view, const auto&) { return Result<std::string>("body"); }));
  Result<RuleFile> file = parse_rule_file(text, "fuzz.toml");
  if (!file) return 0;
  if (const Result<RuleSet> rules = make_rule_set(std::move(*file))) {
    const Result<RuleSet> decoded = decode_rule_set(encode_rule_set(*rules));
    KEYHOUND_CHECK(decoded && decoded->digest == rules->digest);
  }
  return 0;
}
