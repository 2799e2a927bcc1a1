// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_wide_space(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string_view without_space(std::string_view text) {
  while (const std::size_t length = github_space(text)) text.remove_prefix(length);
  std::size_t end = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = github_space(text.substr(at));
    if (space == 0) {
      at += next_utf8(text.substr(at)).length;
      end = at;
    }
    at += space;
  }
  return text.substr(0, end);
}

// Digits, one point and an exponent, as std::from_chars takes them too; it takes more than that.
bool is_decimal(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  std::size_t digits = 0;
  const auto skip_digits = [&] {
    for (digits = 0; at < text.size() && is_digit_ascii(text[at]); ++at) ++digits;
    return digits;
  };
  std::size_t mantissa = skip_digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    mantissa += skip_digits();
  }
  if (mantissa == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  return skip_digits() > 0 && at == text.size();
}

// std::from_chars does not tell too large from too small.
double out_of_range(std::string_view text) {
  const double sign = text.starts_with('-') ? -1 : 1;
  const std::size_t exponent = text.find_first_of("eE");
  const bool is_small = exponent != std::string_view::npos
                            ? text.substr(exponent + 1).starts_with('-')
                            : text.find_first_of("123456789") > text.find('.');
  return sign * (is_small ? 0.0 : kInfinity);
}

double digits_of_base(std::string_view digits, int base) {
  double value = 0;
  for (const char c : digits) {
    int digit = base;
    if (is_digit_ascii(c)) digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit >= base) return kNan;
    value = value * base + digit;
  }
  return digits.empty() ? kNan : value;
}

}  // namespace

std::size_t github_space(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.front();
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  const Utf8Unit unit = next_utf8(text);
  return unit.valid && is_wide_space(unit.code_point) ? unit.length : 0;
}

double github_number(std::string_view text) {
  text = without_space(text);
  if (text.empty()) return 0;
  if (text.starts_with("0x")) return digits_of_base(text.substr(2), 16);
  if (text.starts_with("0o")) return digits_of_base(text.substr(2), 8);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  if (text == "Infinity") return kInfinity;
  if (text == "-Infinity") return -kInfinity;
  if (!is_decimal(text)) return kNan;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc::result_out_of_range ? out_of_range(text) : value;
}

std::string github_number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";
  constexpr int kDigits = 15;
  std::array<char, 40> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                          std::chars_format::general, kDigits);
  std::string text(buffer.data(), end);
  if (const std::size_t exponent = text.find('e'); exponent != std::string::npos)
    text[exponent] = 'E';
  return text;
}

}  // namespace keyhound
