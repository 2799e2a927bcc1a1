// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/name_value.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool is_name_byte(char c) { return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.'; }

TextRange without_quotes(std::string_view text, TextRange range) {
  if (range.size() < 2) return range;
  const char first = text[range.begin];
  const bool is_quoted = (first == '"' || first == '\'') && text[range.end - 1] == first;
  return is_quoted ? TextRange{range.begin + 1, range.end - 1} : range;
}

// The pair in a part of a text.
std::optional<NameValue> pair_in(const SourceText& text, TextRange range) {
  const std::string_view all = text.text;
  const std::size_t equals = all.substr(0, range.end).find('=', range.begin);
  if (equals == std::string_view::npos || equals == range.begin) return std::nullopt;
  const auto mark = static_cast<std::uint32_t>(equals);
  const std::string_view name = all.substr(range.begin, mark - range.begin);
  if (!std::all_of(name.begin(), name.end(), is_name_byte)) return std::nullopt;
  return NameValue{std::string(name), text.source_of(TextRange{range.begin, mark}),
                   part_of(text, without_quotes(all, {mark + 1, range.end}))};
}

// Up to a blank outside of quotes.
std::size_t word_end(std::string_view text, std::size_t begin) {
  char quote = '\0';
  std::size_t end = begin;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      break;
    }
  }
  return end;
}

}  // namespace

std::optional<NameValue> split_name_value(const SourceText& text) {
  return pair_in(text, {0, static_cast<std::uint32_t>(text.text.size())});
}

std::vector<NameValue> split_name_values(const SourceText& line) {
  std::vector<NameValue> pairs;
  const std::string_view text = line.text;
  for (std::size_t begin = 0; begin < text.size();) {
    begin = text.find_first_not_of(" \t\n", begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = word_end(text, begin);
    if (auto pair =
            pair_in(line, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}))
      pairs.push_back(std::move(*pair));
    begin = end;
  }
  return pairs;
}

void bind_name_values(DefinitionBuilder& builder, YamlWalkBudget& budget, BindingKind kind,
                      Scope scope, const YamlNode* node, const std::string& path) {
  if (is_mapping(node)) {
    for (const MappingEntry& entry : entries_within(budget, node))
      builder.bind(kind, scope, entry, path);
    return;
  }
  std::size_t index = 0;
  for (const YamlNode* item : items_of(node)) {
    const std::string place = key_path(path, index++);
    if (!budget.take()) return;
    if (!is_scalar(item)) continue;
    auto pair = split_name_value(builder.value_of(*item));
    if (pair)
      builder.bind(kind, scope, std::move(pair->name), pair->name_range, std::move(pair->value),
                   place);
  }
}

}  // namespace keyhound
