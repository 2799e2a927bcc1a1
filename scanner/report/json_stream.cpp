// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json_stream.h"

#include <algorithm>
#include <array>

#include "scanner/base/text_encode.h"
#include "scanner/base/utf8.h"

namespace keyhound {

namespace {

constexpr std::size_t kBufferSize = 1 << 16;

bool acts_on_terminal(char32_t c) {
  const bool is_control = c >= 0x7F && c <= 0x9F;
  const bool is_direction = c == 0x061C || c == 0x200E || c == 0x200F ||
                            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return is_control || is_direction || c == 0x2028 || c == 0x2029;
}

void append_escape(std::string& text, char32_t c) {
  static constexpr std::array kDigits = {'0', '1', '2', '3', '4', '5', '6', '7',
                                         '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  text += "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4) text += kDigits[(c >> (shift - 4)) & 0xFu];
}

// "##[", "##vso[" and the like in a log are commands to CI systems; "#" stands in strings only.
std::string disarm_workflow_commands(std::string text) {
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at)) {
    text.replace(at, 1, "\\u0023");
  }
  return text;
}

// Outside of ASCII only strings have characters, so the escape is right wherever one stands.
std::string escape_terminal_characters(std::string text) {
  const auto is_special = [](char c) { return static_cast<unsigned char>(c) >= 0x7F; };
  std::string_view rest = text;
  std::string result;
  while (!rest.empty()) {
    const auto found = std::find_if(rest.begin(), rest.end(), is_special);
    const auto plain = static_cast<std::size_t>(found - rest.begin());
    if (plain == text.size()) return text;
    result += rest.substr(0, plain);
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    const Utf8Unit unit = next_utf8(rest);
    if (acts_on_terminal(unit.code_point)) {
      append_escape(result, unit.code_point);
    } else {
      result += rest.substr(0, unit.length);
    }
    rest.remove_prefix(unit.length);
  }
  return result;
}

}  // namespace

std::string to_json_line(const Json& value) {
  return disarm_workflow_commands(escape_terminal_characters(
      value.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace)));
}

void JsonStream::begin_object() { open('{'); }

void JsonStream::begin_object(std::string_view key) {
  key_of(key);
  open('{');
}

void JsonStream::end_object() { close('}'); }

void JsonStream::begin_document_array() { open('['); }

void JsonStream::begin_array(std::string_view key) {
  key_of(key);
  open('[');
}

void JsonStream::begin_element_object() {
  next();
  open('{');
}

void JsonStream::end_array() { close(']'); }

void JsonStream::member(std::string_view key, const Json& value) {
  key_of(key);
  buffer_ += to_json_line(value);
}

void JsonStream::element(const Json& value) { element_line(to_json_line(value)); }

void JsonStream::element_line(std::string_view line) {
  next();
  buffer_ += line;
}

void JsonStream::finish() {
  buffer_ += '\n';
  flush();
}

// Goes to the line of the next entry of the open object or array.
void JsonStream::next() {
  if (buffer_.size() >= kBufferSize) flush();
  if (has_entries_.back()) buffer_ += ',';
  has_entries_.back() = true;
  buffer_ += '\n';
  buffer_.append(2 * has_entries_.size(), ' ');
}

void JsonStream::key_of(std::string_view key) {
  next();
  buffer_ += '"';
  buffer_ += key;
  buffer_ += "\": ";
}

void JsonStream::open(char bracket) {
  buffer_ += bracket;
  has_entries_.push_back(false);
}

void JsonStream::close(char bracket) {
  const bool had_entries = has_entries_.back();
  has_entries_.pop_back();
  if (had_entries) {
    buffer_ += '\n';
    buffer_.append(2 * has_entries_.size(), ' ');
  }
  buffer_ += bracket;
}

void JsonStream::flush() {
  if (ok_ && !buffer_.empty()) ok_ = sink_(buffer_);
  buffer_.clear();
}

void add_text(Json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = to_valid_utf8(text);
}

}  // namespace keyhound
