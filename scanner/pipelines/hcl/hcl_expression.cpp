// SPDX-License-Identifier: Apache-2.0
// Expressions: literals and collections as values, the rest by what it reads and holds.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/hcl/hcl_parser.h"

namespace keyhound {
namespace {

bool is_scalar(HclValueKind kind) {
  return kind == HclValueKind::kNumber || kind == HclValueKind::kBool ||
         kind == HclValueKind::kNull;
}

// What an unquoted key may hold behind its first letter.
bool is_key_mark(char c) { return c == '-' || c == '.'; }

// Whether a bracket right behind this byte is an index.
bool ends_operand(char c) {
  return is_alnum_ascii(c) || c == '_' || c == '-' || c == '*' || c == ')' || c == ']' ||
         c == '}' || c == '"' || static_cast<unsigned char>(c) >= 0x80;
}

void add_references(HclValue& value, const std::vector<TextRange>& more) {
  value.references.insert(value.references.end(), more.begin(), more.end());
}

}  // namespace

HclValue HclParser::read_expression(bool ends_with_line) {
  skip_blanks(!ends_with_line);
  const std::uint32_t begin = at_;
  std::uint32_t end = at_;
  Parts parts;
  while (at_ < end_ && peek() != '\n' && read_part(parts, begin)) {
    end = std::min(at_, end_);
    skip_blanks(!ends_with_line);
  }
  auto& items = parts.value.items;
  if (items.size() == 1 && parts.others == 0) {
    HclValue only = std::move(items.front());
    return only;
  }
  items.erase(std::remove_if(items.begin(), items.end(),
                             [](const HclValue& item) { return is_scalar(item.kind); }),
              items.end());
  parts.value.range = {begin, end};
  return std::move(parts.value);
}

// One operand or operator; false: the expression ends here.
bool HclParser::read_part(Parts& parts, std::uint32_t begin) {
  const char c = peek();
  if (c == '"') {
    if (count()) parts.value.items.push_back(read_string());
  } else if (sees_name()) {
    read_word(parts);
  } else if (is_digit_ascii(c) || (c == '-' && at_ == begin && is_digit_ascii(peek(1)))) {
    const std::uint32_t start = at_++;
    while (is_alnum_ascii(peek()) || (peek() == '.' && is_digit_ascii(peek(1)))) ++at_;
    read_scalar(parts, HclValueKind::kNumber, {start, at_});
  } else if (c == '{') {
    read_object(parts);
  } else if (c == '(') {
    ++parts.others;
    read_group(parts, ')');
  } else if (c == '[' && at_ > begin && ends_operand(text_[at_ - 1])) {
    // A key is no value: only what it reads counts.
    ++parts.others;
    Parts key;
    read_group(key, ']');
    add_references(parts.value, references_of(key.value));
  } else if (c == '[') {
    read_list(parts);
  } else {
    return read_mark(parts);
  }
  return true;
}

bool HclParser::read_mark(Parts& parts) {
  if (sees("<<")) {
    if (std::optional<HclValue> heredoc = read_heredoc()) {
      parts.value.items.push_back(std::move(*heredoc));
      return true;
    }
  }
  switch (peek()) {
    case ',':
    case ')':
    case ']':
    case '}':
      return false;
    case ':':
      if (parts.conditions == 0) return false;
      --parts.conditions;
      break;
    case '?':
      ++parts.conditions;
      break;
    case '.':
      // A step from a call or an index.
      ++parts.others;
      if (!read_step()) ++at_;
      return true;
    default:
      break;
  }
  ++parts.others;
  if (at_ < end_) ++at_;
  return true;
}

void HclParser::read_scalar(Parts& parts, HclValueKind kind, TextRange range) {
  HclValue& value = parts.value.items.emplace_back();
  value.kind = kind;
  value.range = range;
}

// A keyword, a call, or a traversal.
void HclParser::read_word(Parts& parts) {
  TextRange range = read_name();
  while (sees("::")) {
    at_ += 2;
    range.end = read_name().end;
  }
  const std::string_view name = slice(range);
  if (peek() == '(') {
    ++parts.others;
    return read_group(parts, ')');
  }
  if (name == "true" || name == "false") return read_scalar(parts, HclValueKind::kBool, range);
  if (name == "null") return read_scalar(parts, HclValueKind::kNull, range);
  ++parts.others;
  bool is_traversal = false;
  while (read_step()) is_traversal = true;
  if (is_traversal && count()) parts.value.references.push_back({range.begin, at_});
}

// .name, .0, .*, [0], ["name"] or [*]; false: something else is here.
bool HclParser::read_step() {
  if (peek() == '.') {
    if (peek(1) == '*') {
      at_ += 2;
      return true;
    }
    const char c = peek(1);
    const bool is_name = is_alnum_ascii(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    if (!is_name) return false;
    ++at_;
    read_name();
    return true;
  }
  if (peek() != '[') return false;
  constexpr std::uint32_t kMostKey = 256;
  const std::string_view rest = text_.substr(at_, std::min(kMostKey, end_ - at_));
  const std::size_t close = rest.find(']');
  if (close == std::string_view::npos) return false;
  const std::string_view key = rest.substr(1, close - 1);
  const bool is_number = !key.empty() && std::all_of(key.begin(), key.end(), is_digit_ascii);
  const bool is_string = key.size() >= 2 && key.front() == '"' && key.back() == '"' &&
                         key.find_first_of("\"\\$%\n", 1) == key.size() - 1;
  if (!is_number && !is_string && key != "*") return false;
  at_ += static_cast<std::uint32_t>(close) + 1;
  return true;
}

// Makes the parts of a value parts of what it stands in.
void HclParser::take(Parts& parts, HclValue value) {
  if (is_scalar(value.kind)) return;
  if (value.kind != HclValueKind::kOther) {
    parts.value.items.push_back(std::move(value));
    return;
  }
  std::move(value.items.begin(), value.items.end(), std::back_inserter(parts.value.items));
  add_references(parts.value, value.references);
}

// What stands before a closing bracket, or before the end of what is read.
void HclParser::read_until(Parts& parts, char closer) {
  for (skip_blanks(true); at_ < end_ && peek() != closer; skip_blanks(true)) {
    const std::uint32_t before = at_;
    take(parts, read_expression(false));
    const char c = peek();
    if (c == closer) break;
    if (at_ < end_ && (c == ')' || c == ']' || c == '}')) break;
    if (c == ',' || c == ':' || at_ == before) ++at_;
  }
}

// Values between brackets, behind a name or another value.
void HclParser::read_group(Parts& parts, char closer) {
  ++at_;
  if (enter()) read_until(parts, closer);
  leave();
  if (peek() == closer) {
    ++at_;
  } else {
    file_.is_complete = false;
  }
}

bool HclParser::sees_for() {
  skip_blanks(true);
  return sees("for") && (peek(3) == ' ' || peek(3) == '\t' || peek(3) == '\n');
}

void HclParser::read_list(Parts& parts) {
  const std::uint32_t begin = at_++;
  HclValue list;
  list.kind = HclValueKind::kList;
  const bool is_entered = enter();
  if (is_entered && sees_for()) {
    ++parts.others;
    read_until(parts, ']');
  } else if (is_entered) {
    for (skip_blanks(true); at_ < end_ && peek() != ']'; skip_blanks(true)) {
      const std::uint32_t before = at_;
      HclValue value = read_expression(false);
      if (!value.range.empty()) list.items.push_back(std::move(value));
      if (peek() == ')' || peek() == '}') break;
      if (peek() == ',' || at_ == before) ++at_;
    }
  }
  leave();
  if (peek() == ']') {
    ++at_;
  } else {
    file_.is_complete = false;
  }
  list.range = {begin, std::min(at_, end_)};
  if (parts.others == 0 || !list.items.empty()) parts.value.items.push_back(std::move(list));
}

void HclParser::read_object(Parts& parts) {
  const std::uint32_t begin = at_++;
  HclValue object;
  object.kind = HclValueKind::kObject;
  const bool is_entered = enter();
  if (is_entered && sees_for()) {
    ++parts.others;
    read_until(parts, '}');
  } else if (is_entered) {
    for (skip_blanks(true); at_ < end_ && peek() != '}'; skip_blanks(true)) {
      const std::uint32_t before = at_;
      if (peek() == ',') {
        ++at_;
      } else if (!read_entry(object) && at_ == before) {
        file_.is_complete = false;
        ++at_;
      }
    }
  }
  leave();
  if (peek() == '}') {
    ++at_;
  } else {
    file_.is_complete = false;
  }
  object.range = {begin, std::min(at_, end_)};
  if (parts.others == 0 || !object.entries.empty()) parts.value.items.push_back(std::move(object));
}

// key = value, key: value; false: there is no value.
bool HclParser::read_entry(HclValue& object) {
  HclEntry entry;
  const std::uint32_t begin = at_;
  Parts key;
  if (peek() == '"') {
    HclValue string = read_string();
    entry.key = string.text.text;
    key.value.references = references_of(string);
  } else if (peek() == '(') {
    read_group(key, ')');
    key.value.references = references_of(key.value);
  } else {
    while (is_alnum_ascii(peek()) || sees_name() || (at_ > begin && is_key_mark(peek()))) ++at_;
  }
  entry.key_range = {begin, std::min(at_, end_)};
  if (entry.key.empty() && text_[begin] != '"') entry.key = slice(entry.key_range);
  skip_blanks(false);
  if ((peek() != '=' && peek() != ':') || !count()) return false;
  ++at_;
  entry.value = read_expression(true);
  add_references(object, key.value.references);
  object.entries.push_back(std::move(entry));
  return true;
}

}  // namespace keyhound
