// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_text.h"

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/base/utf8.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

constexpr Timestamp kFirst{-2208988800};  // 1900-01-01T00:00:00Z
constexpr Timestamp kLast{32503679999};   // 2999-12-31T23:59:59Z

// What regular expressions take for white space, in any of their dialects.
bool is_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::string trim(const std::string& line) {
  std::size_t begin = line.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Utf8Unit unit = next_utf8(std::string_view(line).substr(at));
    if (!is_space(unit.code_point)) {
      begin = std::min(begin, at);
      end = at + unit.length;
    }
    at += unit.length;
  }
  return begin < end ? line.substr(begin, end - begin) : "-";
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_token_character(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

std::string oscal_string(std::string_view text) { return trim(escape_for_terminal(text)); }

std::string oscal_markup(std::string_view text) {
  std::string line = trim(sarif_plain(text));
  for (std::size_t at = line.find('<'); at != std::string::npos; at = line.find('<', at + 2)) {
    line.insert(at, 1, '\\');
  }
  return line;
}

std::string oscal_token(std::string_view text) {
  std::string token;
  for (const char c : text) token += is_token_character(c) ? c : '_';
  if (token.empty() || (!is_letter(token.front()) && token.front() != '_')) token.insert(0, 1, '_');
  return token;
}

std::string oscal_time(Timestamp time) { return format_timestamp(std::clamp(time, kFirst, kLast)); }

Json oscal_member(const char* name, Json value) {
  Json object = Json::object();
  object[name] = std::move(value);
  return object;
}

Json oscal_prop(std::string_view name, std::string_view value) {
  return {{"name", oscal_token(name)}, {"ns", kOscalNamespace}, {"value", oscal_string(value)}};
}

void add_prop(Json& props, std::string_view name, std::string_view value) {
  if (!value.empty()) props.push_back(oscal_prop(name, value));
}

}  // namespace keyhound
