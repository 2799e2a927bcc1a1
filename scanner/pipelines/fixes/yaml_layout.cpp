// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/yaml_layout.h"

#include <algorithm>
#include <charconv>

#include "scanner/yaml/scalar_map.h"

namespace keyhound {
namespace {

constexpr std::uint32_t kMostIndentation = 8;

std::string flow_entries(const NewEntries& entries) {
  std::string text;
  for (const auto& [key, value] : entries) {
    if (!text.empty()) text += ", ";
    text += key + ": " + value;
  }
  return text;
}

std::vector<std::string> block_entries(const NewEntries& entries) {
  std::vector<std::string> lines;
  for (const auto& [key, value] : entries) lines.push_back(key + ": " + value);
  return lines;
}

}  // namespace

YamlLayout::YamlLayout(const YamlDocument& document)
    : document_(&document), text_(document.source()) {
  const std::size_t newline = text_.find('\n');
  if (newline != std::string_view::npos && newline > 0 && text_[newline - 1] == '\r')
    line_end_ = "\r\n";
  // The first key that is indented tells how far.
  if (document.roots().size() != 1) return;
  for (const YamlEntry& entry : document.roots().front()->entries()) {
    if (entry.value.kind != YamlKind::kMapping || entry.value.is_flow) continue;
    const auto column = column_of(entry.value);
    if (!column || *column == 0 || *column > kMostIndentation) continue;
    step_ = *column;
    return;
  }
}

bool YamlLayout::is_shared(const YamlNode& node) {
  return node.kind == YamlKind::kAlias || !node.anchor().empty() || !node.tag().empty();
}

const YamlNode* YamlLayout::own_node(std::string_view path) const {
  if (document_->roots().size() != 1 || !document_->duplicates().empty()) return nullptr;
  const YamlNode* node = document_->roots().front();
  while (true) {
    if (is_shared(*node)) return nullptr;
    if (path.empty()) return node;
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (node->kind == YamlKind::kMapping) {
      const YamlEntry* entry = own_entry(*node, part);
      if (entry == nullptr) return nullptr;
      node = &entry->value;
    } else {
      std::size_t index = 0;
      const auto read = std::from_chars(part.data(), part.data() + part.size(), index);
      if (read.ec != std::errc() || index >= node->items().size()) return nullptr;
      node = &node->items()[index];
    }
  }
}

const YamlEntry* YamlLayout::own_entry(const YamlNode& mapping, std::string_view key) {
  for (const YamlEntry& entry : mapping.entries()) {
    if (!entry.key.is_text() || entry.key.text() != key) continue;
    return is_shared(entry.key) || is_shared(entry.value) ? nullptr : &entry;
  }
  return nullptr;
}

std::uint32_t YamlLayout::end_of(const YamlEntry& entry) const {
  return std::max(entry.key.end, real_end(entry.value, text_));
}

std::uint32_t YamlLayout::line_begin(std::uint32_t at) const {
  const std::size_t newline = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline + 1);
}

std::uint32_t YamlLayout::line_end(std::uint32_t at) const {
  return static_cast<std::uint32_t>(std::min(text_.find('\n', at), text_.size()));
}

std::optional<std::uint32_t> YamlLayout::column_of(const YamlNode& mapping) const {
  if (mapping.kind != YamlKind::kMapping || mapping.entries().empty()) return std::nullopt;
  const std::uint32_t key = mapping.entries().front().key.begin;
  const std::uint32_t begin = line_begin(key);
  const std::string_view before = text_.substr(begin, key - begin);
  if (before.find_first_not_of(" -") != std::string_view::npos) return std::nullopt;
  return key - begin;
}

TextEdit YamlLayout::insert_lines(std::uint32_t behind, std::uint32_t column,
                                  const std::vector<std::string>& lines) const {
  const std::uint32_t at = line_end(behind);
  const bool is_last = at == text_.size();
  std::string text;
  for (const std::string& line : lines) {
    if (is_last) text += line_end_;
    text += std::string(column, ' ') + line;
    if (!is_last) text += line_end_;
  }
  const std::uint32_t place = is_last ? at : at + 1;
  return TextEdit{{place, place}, std::move(text)};
}

TextEdit YamlLayout::insert_flow(const YamlNode& mapping, const std::string& entries) const {
  if (mapping.entries().empty()) {
    const std::uint32_t behind = value_begin(mapping, text_) + 1;
    return TextEdit{{behind, behind}, entries};
  }
  const std::uint32_t behind = end_of(mapping.entries().back());
  return TextEdit{{behind, behind}, ", " + entries};
}

std::optional<TextEdit> YamlLayout::add(const YamlNode& mapping, const NewEntries& entries) const {
  if (mapping.kind != YamlKind::kMapping || is_shared(mapping)) return std::nullopt;
  if (mapping.is_flow) return insert_flow(mapping, flow_entries(entries));
  const auto column = column_of(mapping);
  if (!column) return std::nullopt;
  return insert_lines(end_of(mapping.entries().back()), *column, block_entries(entries));
}

std::optional<TextEdit> YamlLayout::add(const YamlNode& mapping, const std::string& key,
                                        const NewEntries& entries) const {
  if (mapping.kind != YamlKind::kMapping || is_shared(mapping)) return std::nullopt;
  if (mapping.is_flow) return insert_flow(mapping, key + ": {" + flow_entries(entries) + "}");
  const auto column = column_of(mapping);
  if (!column) return std::nullopt;
  std::vector<std::string> lines = {key + ":"};
  for (const std::string& line : block_entries(entries))
    lines.push_back(std::string(step_, ' ') + line);
  return insert_lines(end_of(mapping.entries().back()), *column, lines);
}

std::optional<std::vector<TextEdit>> YamlLayout::replace(const YamlNode& mapping,
                                                         const YamlEntry& entry,
                                                         const NewEntries& entries) const {
  if (is_shared(mapping) || !entry.value.is_text() || is_shared(entry.value)) return std::nullopt;
  const TextRange value = {entry.value.begin, entry.value.end};
  if (mapping.is_flow) return std::vector<TextEdit>{{value, "{" + flow_entries(entries) + "}"}};
  const auto column = column_of(mapping);
  const std::string_view between = text_.substr(entry.key.end, value.begin - entry.key.end);
  if (!column || between.find('\n') != std::string_view::npos) return std::nullopt;
  const TextEdit lines = insert_lines(value.end, *column + step_, block_entries(entries));
  // The blank before the value goes with it; a comment behind it stays.
  const auto begin = static_cast<std::uint32_t>(text_.rfind(':', value.begin) + 1);
  return std::vector<TextEdit>{{{begin, value.end}, ""}, lines};
}

std::optional<TextEdit> YamlLayout::remove(const YamlNode& mapping, const YamlEntry& entry) const {
  const auto& entries = mapping.entries();
  const auto index = static_cast<std::size_t>(&entry - entries.data());
  if (is_shared(mapping) || entries.size() < 2) return std::nullopt;
  const std::uint32_t begin = entry.key.begin;
  const std::uint32_t end = end_of(entry);
  if (mapping.is_flow) {
    const bool is_last = index + 1 == entries.size();
    const TextRange range = is_last ? TextRange{end_of(entries[index - 1]), end}
                                    : TextRange{begin, entries[index + 1].key.begin};
    if (text_.substr(range.begin, range.size()).find('#') != std::string_view::npos)
      return std::nullopt;
    return TextEdit{range, ""};
  }
  const std::uint32_t first = line_begin(begin);
  const bool is_alone =
      text_.substr(first, begin - first).find_first_not_of(' ') == std::string_view::npos;
  const std::uint32_t last = line_end(end);
  if (!is_alone || last == text_.size()) return std::nullopt;
  return TextEdit{{first, last + 1}, ""};
}

std::string YamlLayout::text_of(const YamlEntry& entry) const {
  std::string_view text = text_.substr(entry.key.begin, line_end(end_of(entry)) - entry.key.begin);
  while (text.ends_with('\r') || text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

std::string_view YamlLayout::rest_of_line(const YamlEntry& entry) const {
  const std::uint32_t end = end_of(entry);
  std::string_view rest = text_.substr(end, line_end(end) - end);
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
  while (rest.ends_with('\r') || rest.ends_with(' ')) rest.remove_suffix(1);
  return rest;
}

std::string YamlLayout::written(std::string_view value, bool is_flow) {
  const bool has_mark = value.find(": ") != std::string_view::npos ||
                        value.find(" #") != std::string_view::npos ||
                        value.find('\n') != std::string_view::npos;
  const bool begins_plain =
      !value.empty() && (value.starts_with("${{") || value == "false" || value == "true");
  if (begins_plain && !has_mark && (!is_flow || value.find_first_of("{},[]") == value.npos))
    return std::string(value);
  std::string quoted;
  const bool has_quote = value.find('\'') != std::string_view::npos;
  for (const char c : value) {
    if (has_quote && (c == '"' || c == '\\')) quoted += '\\';
    quoted += c;
  }
  const char quote = has_quote ? '"' : '\'';
  return quote + quoted + quote;
}

}  // namespace keyhound
