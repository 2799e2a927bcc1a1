// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/template_lines.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool is_key_character(char c) { return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.'; }

// `value` without the comment behind it.
std::string_view without_comment(std::string_view value) {
  const std::size_t comment = value.find(" #");
  return comment == std::string_view::npos ? value : value.substr(0, comment);
}

void read_line(std::string_view text, std::size_t begin, std::size_t end, Definition& into) {
  std::size_t name = begin;
  while (name < end && (text[name] == ' ' || text[name] == '-')) ++name;
  std::size_t name_end = name;
  while (name_end < end && is_key_character(text[name_end])) ++name_end;
  if (name_end == name || name_end + 1 >= end || text[name_end] != ':' || text[name_end + 1] != ' ')
    return;
  std::size_t first = text.find_first_not_of(" \t", name_end + 1);
  if (first == std::string_view::npos || first >= end) return;
  std::string_view value = without_comment(text.substr(first, end - first));
  value = value.substr(0, value.find_last_not_of(" \t\r") + 1);
  if (value.empty() || value.front() == '#') return;
  TextRange range{static_cast<std::uint32_t>(first),
                  static_cast<std::uint32_t>(first + value.size())};
  const bool is_quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
                         value.back() == value.front();
  if (is_quoted) range = {range.begin + 1, range.end - 1};
  Binding binding;
  binding.kind = BindingKind::kVariable;
  binding.name = std::string(text.substr(name, name_end - name));
  binding.name_range = {static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name_end)};
  binding.value = SourceText::slice(text, range);
  binding.key_path = binding.name;
  const bool is_made = has_template_marks(value) || value.find("${") != std::string_view::npos;
  binding.is_literal = !is_made && !binding.value.text.empty();
  into.bindings.push_back(std::move(binding));
}

}  // namespace

bool has_template_marks(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2))
    if (at == 0 || text[at - 1] != '$') return true;
  return text.find("{%") != std::string_view::npos || text.find("<%") != std::string_view::npos;
}

void read_template_lines(const DefinitionSource& source, Definition& into) {
  const std::string_view text = source.text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    read_line(text, begin, end, into);
    begin = end + 1;
  }
}

}  // namespace keyhound
