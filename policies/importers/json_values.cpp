// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/json_values.h"

#include <algorithm>
#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kMostEntries = 200'000;
constexpr std::size_t kLongestName = 4096;
constexpr std::string_view kSpace = " \t\r\n";

// The length of the value that begins `text`: a list or an object up to its closing bracket, else
// the rest of the line.
std::size_t value_length(std::string_view text) {
  const bool is_container = text.front() == '{' || text.front() == '[';
  if (!is_container) return std::min(text.find('\n'), text.size());
  std::size_t depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      if (c == '\\') ++i;
      if (c == '"') is_in_string = false;
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

const Json& as_object(const Json& value) {
  static const Json empty = Json::object();
  return value.is_object() ? value : empty;
}

// "byte 12: ..." of a value that begins at `offset` as "<line>:<column>: ...".
std::string placed(const ImportFile& file, std::size_t offset, const std::string& message) {
  std::size_t byte = 0;
  std::string reason = message;
  constexpr std::string_view kByte = "byte ";
  const std::size_t colon = message.find(": ");
  if (message.starts_with(kByte) && colon != std::string::npos) {
    for (const char c : message.substr(kByte.size(), colon - kByte.size())) {
      byte = byte * 10 + static_cast<std::size_t>(c - '0');
    }
    reason = message.substr(colon + 2);
  }
  const std::size_t at = std::min(offset + (byte > 0 ? byte - 1 : 0), file.text.size());
  const std::string_view before = std::string_view(file.text).substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column = at - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
  return file.name + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + reason;
}

// Reads value after value; hands on each with the line that it begins at.
template <class Use>
void for_each_value(const ImportFile& file, ImportBuilder& builder, Use use) {
  std::string_view text = file.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t line = 1;
  bool is_empty = true;
  while (true) {
    const std::size_t start = text.find_first_not_of(kSpace);
    if (start == std::string_view::npos) break;
    is_empty = false;
    line += lines_in(text.substr(0, start));
    text.remove_prefix(start);
    const std::string_view own = text.substr(0, value_length(text));
    Result<Json> value = parse_json(own);
    if (!value) {
      builder.problem(placed(file, file.text.size() - text.size(), value.error().message));
      return;
    }
    if (!use(std::move(*value), line)) return;
    line += lines_in(own);
    text.remove_prefix(own.size());
  }
  if (is_empty) builder.error(file.name + ":1:1", "it is empty; expected JSON");
}

}  // namespace

std::vector<JsonEntry> read_json_values(const ImportFile& file, ImportBuilder& builder) {
  std::vector<JsonEntry> values;
  for_each_value(file, builder, [&](Json value, std::size_t line) {
    values.push_back({std::move(value), file.name + ":" + std::to_string(line)});
    if (values.size() < kMostEntries) return true;
    builder.error(file.name, "more than 200000 entries; split the file");
    return false;
  });
  return values;
}

std::vector<JsonEntry> read_json_entries(const ImportFile& file, ImportBuilder& builder) {
  std::vector<JsonEntry> entries;
  const auto add = [&](Json value, std::size_t line) {
    if (entries.size() == kMostEntries) {
      builder.error(file.name, "more than 200000 entries; split the file");
      return false;
    }
    entries.push_back({std::move(value), file.name + ":" + std::to_string(line) + ": entry " +
                                             std::to_string(entries.size() + 1)});
    return true;
  };
  for_each_value(file, builder, [&](Json value, std::size_t line) {
    if (!value.is_array()) return add(std::move(value), line);
    for (Json& item : value) {
      if (!item.is_array()) {
        if (!add(std::move(item), line)) return false;
        continue;
      }
      for (Json& inner : item) {
        if (!add(std::move(inner), line)) return false;
      }
    }
    return true;
  });
  return entries;
}

EntryFields::EntryFields(const Json& object, ImportPlace place, ImportBuilder& builder)
    : JsonFields(as_object(object), std::move(place)), builder_(builder) {
  if (!object.is_object()) builder_.error(this->place(), "expected an object");
}

EntryFields::~EntryFields() {
  if (has_problem()) builder_.error(place(), problem().substr(place().size() + 1));
}

std::string EntryFields::name(const char* key) {
  std::string value = text(key);
  if (value.find('\0') != std::string::npos) complain(key, "it has a NUL character");
  if (value.size() > kLongestName) complain(key, "it has more than 4096 bytes");
  return value;
}

}  // namespace keyhound
