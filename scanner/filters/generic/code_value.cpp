// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/code_value.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"

namespace keyhound {
namespace {

constexpr std::ptrdiff_t kFewestSigns = 3;

bool is_chain(std::string_view value) {
  if (value.empty() || is_digit_ascii(value.front())) return false;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return is_alnum_ascii(c) || c == '_' || c == '.'; });
}

bool is_version(std::string_view value) {
  return value.find('.') != std::string_view::npos &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return is_digit_ascii(c) || c == '.'; });
}

// /usr/src:/usr/src; base64 may begin with a slash, but has upper-case letters.
bool is_unix_path(std::string_view value) {
  return value.front() == '/' && std::count(value.begin(), value.end(), '/') > 1 &&
         std::none_of(value.begin(), value.end(),
                      [](char c) { return is_upper_ascii(c) || c == '+' || c == '='; });
}

// Compressed and compiled bytes hold anything; names and values are looked for in text only.
bool is_binary_near(std::string_view text, const Assignment& assignment) {
  constexpr std::size_t kNear = 64;
  const std::size_t begin = assignment.value_begin > kNear ? assignment.value_begin - kNear : 0;
  const std::string_view near = text.substr(begin, assignment.value_end + kNear - begin);
  return std::any_of(near.begin(), near.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x08 || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
  });
}

// A statement: a blank before the value and a semicolon behind it. In a list of pairs (`Pwd=x;`)
// there is no blank.
bool is_statement(std::string_view text, const Assignment& assignment) {
  const std::size_t begin = assignment.value_begin;
  const std::size_t end = assignment.value_end;
  return begin > 0 && text[begin - 1] == ' ' && end < text.size() && text[end] == ';';
}

}  // namespace

bool is_code_or_nothing(std::string_view text, const Assignment& assignment) {
  const std::string_view value =
      text.substr(assignment.value_begin, assignment.value_end - assignment.value_begin);
  if (value.empty() || std::count_if(value.begin(), value.end(), is_alnum_ascii) < kFewestSigns)
    return true;
  if (is_version(value) || is_binary_near(text, assignment)) return true;
  if (assignment.op == Operator::kGroup) return false;
  const std::string_view name =
      text.substr(assignment.name_begin, assignment.name_end - assignment.name_begin);
  if (read_name(name).kind == NameKind::kNone) return true;
  if (assignment.quoting != Quoting::kNone) return false;
  if (value.find("->") != std::string_view::npos || value.find("::") != std::string_view::npos)
    return true;
  const std::string_view target = value.substr(
      value.find_first_not_of("*&!-") == std::string_view::npos ? 0
                                                                : value.find_first_not_of("*&!-"));
  return is_unix_path(value) || (is_chain(target) && is_statement(text, assignment));
}

}  // namespace keyhound
