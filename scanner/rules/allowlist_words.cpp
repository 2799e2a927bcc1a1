// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/allowlist_words.h"

#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {

std::optional<Allowlist::Condition> parse_condition(std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  if (lower == "any" || lower == "or" || lower == "||") return Allowlist::Condition::kAny;
  if (lower == "all" || lower == "and" || lower == "&&") return Allowlist::Condition::kAll;
  return std::nullopt;
}

std::optional<Allowlist::Target> parse_target(std::string_view word) {
  if (word == "secret" || word.empty()) return Allowlist::Target::kSecret;
  if (word == "match") return Allowlist::Target::kMatch;
  if (word == "line") return Allowlist::Target::kLine;
  return std::nullopt;
}

}  // namespace keyhound
