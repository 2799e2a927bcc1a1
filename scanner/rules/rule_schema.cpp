// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_schema.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/rules/allowlist_words.h"
#include "scanner/rules/context_regex.h"

namespace keyhound {
namespace {

constexpr double kMaxEntropy = 8;  // bits per byte
constexpr std::int64_t kMaxSecretGroup = 1000;
constexpr std::int64_t kMaxMatchLength = 1'000'000;  // bytes

template <class T>
using Read = std::function<Status(const TomlValue&, T&)>;

template <class T>
Read<T> text(std::string T::*member) {
  return [member](const TomlValue& value, T& target) -> Status {
    KEYHOUND_TRY(target.*member, value.text());
    return {};
  };
}

template <class T>
Read<T> texts(std::vector<std::string> T::*member) {
  return [member](const TomlValue& value, T& target) -> Status {
    KEYHOUND_TRY(target.*member, value.texts());
    return {};
  };
}

// A string that `parse` understands; `words` lists those for the error.
template <class T, class E>
Read<T> choice(E T::*member, std::optional<E> (*parse)(std::string_view), std::string words) {
  return [member, parse, words = std::move(words)](const TomlValue& value, T& target) -> Status {
    KEYHOUND_TRY(const std::string word, value.text());
    const std::optional<E> parsed = parse(word);
    if (!parsed) return value.wrong("must be one of " + words);
    target.*member = *parsed;
    return {};
  };
}

std::optional<Rule::Scored> parse_scored(std::string_view word) {
  if (word == "value") return Rule::Scored::kValue;
  if (word == "assignment") return Rule::Scored::kAssignment;
  return std::nullopt;
}

bool is_id_character(char c) {
  const char lower = to_lower_ascii(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

Status read_id(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(rule.id, value.text());
  if (rule.id.empty() || !std::all_of(rule.id.begin(), rule.id.end(), is_id_character)) {
    return value.wrong("must consist of letters, digits, hyphens, dots and underscores");
  }
  return {};
}

Status read_secret_group(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(const std::int64_t group, value.integer(0, kMaxSecretGroup));
  rule.secret_group = static_cast<int>(group);
  return {};
}

Status read_max_length(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(const std::int64_t length, value.integer(0, kMaxMatchLength));
  rule.max_length = static_cast<std::uint32_t>(length);
  return {};
}

Status read_entropy(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(rule.entropy, value.number(0, kMaxEntropy));
  return {};
}

Status read_keywords(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(rule.keywords, value.texts());
  for (const std::string& keyword : rule.keywords) {
    if (keyword.empty()) return value.wrong("must not hold an empty string");
  }
  return {};
}

Status read_context(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(rule.context, value.texts());
  if (rule.context.empty()) return value.wrong("must hold a word");
  for (const std::string& word : rule.context) {
    const std::string fault = context_word_fault(word);
    if (!fault.empty()) return value.wrong("\"" + word + "\" " + fault);
  }
  return {};
}

Status read_value(const TomlValue& value, Rule& rule) {
  KEYHOUND_TRY(rule.value, value.text());
  const std::string fault = context_value_fault(rule.value);
  return fault.empty() ? Status() : value.wrong(fault);
}

Status read_allowlists(const TomlValue& value, Rule& rule) {
  return read_tables<Allowlist>(value, allowlist_fields(), rule.allowlists);
}

}  // namespace

std::span<const TomlField<Allowlist>> allowlist_fields() {
  static const std::vector<TomlField<Allowlist>> kFields = {
      {"description", "", text(&Allowlist::description)},
      {"condition", "", choice(&Allowlist::condition, parse_condition, "any, all")},
      {"regex_target", "regexTarget",
       choice(&Allowlist::target, parse_target, "secret, match, line")},
      {"regexes", "", texts(&Allowlist::regexes)},
      {"paths", "", texts(&Allowlist::paths)},
      {"stopwords", "", texts(&Allowlist::stopwords)},
      {"commits", "", texts(&Allowlist::commits)},
  };
  return kFields;
}

std::span<const TomlField<Rule>> rule_fields() {
  static const std::vector<TomlField<Rule>> kFields = {
      {"id", "", read_id},
      {"description", "", text(&Rule::description)},
      {"provider", "", text(&Rule::provider)},
      {"credential", "", text(&Rule::credential)},
      {"kind", "", text(&Rule::kind)},
      {"family", "", text(&Rule::family)},
      {"severity", "",
       choice(&Rule::severity, parse_severity, "critical, high, medium, low, info")},
      {"severity_reason", "", text(&Rule::severity_reason)},
      {"confidence", "", choice(&Rule::confidence, parse_confidence, "high, medium, low")},
      {"regex", "", text(&Rule::regex)},
      {"context", "", read_context},
      {"value", "", read_value},
      {"secret_group", "secretGroup", read_secret_group},
      {"trigger", "", text(&Rule::trigger)},
      {"max_length", "", read_max_length},
      {"entropy", "", read_entropy},
      {"path", "", text(&Rule::path)},
      {"keywords", "", read_keywords},
      {"allowlists", "allowlist", read_allowlists},
      {"scored", "", choice(&Rule::scored, parse_scored, "value, assignment")},
      {"checksum", "", text(&Rule::checksum)},
      {"identity", "", texts(&Rule::identity)},
      {"reveals", "", text(&Rule::reveals)},
      {"documentation_values", "", texts(&Rule::documentation_values)},
      {"companions", "", texts(&Rule::companions)},
      {"tags", "", texts(&Rule::tags)},
      {"references", "", texts(&Rule::references)},
      {"examples", "", texts(&Rule::examples)},
      {"negative_examples", "", texts(&Rule::negative_examples)},
  };
  return kFields;
}

}  // namespace keyhound
