// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/canonical_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr int kPlainDigits = 21;  // ECMA-262: larger and very small numbers have an exponent
constexpr int kPlainZeros = 6;

// In UTF-16 the characters beyond U+FFFF are surrogates and come before U+E000 to U+FFFF, which
// UTF-8 begins with 0xEE and 0xEF. All other lead bytes have the same order in both.
int utf16_rank(char c) {
  const int byte = static_cast<unsigned char>(c);
  return byte == 0xEE || byte == 0xEF ? byte + 0x100 : byte;
}

// A whole number is what the double nearest to it is. It must be that double exactly, or be written
// with the very digits that ECMAScript writes the double with: else a canonical text, read again,
// would have another.
Status append_integer(std::string& out, bool is_exact, double nearest, const std::string& digits) {
  const std::string text = ecmascript_number(nearest);
  if (!is_exact && text != digits) {
    return fail(ErrorKind::kCorrupt,
                "a whole number is beyond what a double holds; write it as a text");
  }
  out += text;
  return {};
}

// Whether casting to a double and back gives `number`. `end`: the first double beyond the type.
template <class Integer>
bool is_exact_double(Integer number, double end) {
  const auto nearest = static_cast<double>(number);
  return nearest < end && static_cast<Integer>(nearest) == number;
}

Status append_number(std::string& out, const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    return append_integer(out, is_exact_double(number, 18446744073709551616.0),
                          static_cast<double>(number), std::to_string(number));
  }
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    return append_integer(out, is_exact_double(number, 9223372036854775808.0),
                          static_cast<double>(number), std::to_string(number));
  }
  const auto number = value.get<double>();
  if (!std::isfinite(number)) {
    return fail(ErrorKind::kCorrupt, "a number is not finite, which JSON cannot write");
  }
  out += ecmascript_number(number);
  return {};
}

Status append_text(std::string& out, const std::string& text) {
  if (!is_valid_utf8(text)) return fail(ErrorKind::kCorrupt, "a text is not valid UTF-8");
  append_json_string(out, text);
  return {};
}

Status append_value(std::string& out, const Json& value);

Status append_object(std::string& out, const Json& object) {
  std::vector<std::pair<std::string_view, const Json*>> members;
  members.reserve(object.size());
  for (const auto& [key, member] : object.items()) {
    if (!is_valid_utf8(key)) return fail(ErrorKind::kCorrupt, "a key is not valid UTF-8");
    members.emplace_back(key, &member);
  }
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return is_before_in_utf16(a.first, b.first); });
  char separator = '{';
  for (const auto& [key, member] : members) {
    out += std::exchange(separator, ',');
    append_json_string(out, key);
    out += ':';
    KEYHOUND_TRY_STATUS(append_value(out, *member));
  }
  out += members.empty() ? "{}" : "}";
  return {};
}

Status append_array(std::string& out, const Json& array) {
  char separator = '[';
  for (const Json& item : array) {
    out += std::exchange(separator, ',');
    KEYHOUND_TRY_STATUS(append_value(out, item));
  }
  out += array.empty() ? "[]" : "]";
  return {};
}

Status append_value(std::string& out, const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      out += "null";
      return {};
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return {};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
      return append_number(out, value);
    case Json::value_t::string:
      return append_text(out, value.get_ref<const std::string&>());
    case Json::value_t::array:
      return append_array(out, value);
    case Json::value_t::object:
      return append_object(out, value);
    case Json::value_t::binary:
    case Json::value_t::discarded:
      break;
  }
  return fail(ErrorKind::kCorrupt, "a value is none of JSON's");
}

}  // namespace

bool is_before_in_utf16(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](char left, char right) { return utf16_rank(left) < utf16_rank(right); });
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr std::string_view kShort = "\b\t\n\f\r\"\\";
  static constexpr std::string_view kLetters = "btnfr\"\\";
  const auto is_escaped = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  };
  out += '"';
  while (!text.empty()) {
    const auto* next = std::find_if(text.begin(), text.end(), is_escaped);
    out.append(text.begin(), next);
    text.remove_prefix(static_cast<std::size_t>(next - text.begin()));
    if (text.empty()) break;
    const std::size_t place = kShort.find(text.front());
    if (place != std::string_view::npos) {
      out += '\\';
      out += kLetters[place];
    } else {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                     static_cast<unsigned char>(text.front()));
    }
    text.remove_prefix(1);
  }
  out += '"';
}

std::string ecmascript_number(double value) {
  if (value == 0) return "0";  // of either sign
  if (value < 0) return "-" + ecmascript_number(-value);
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific);
  KEYHOUND_CHECK(error == std::errc{});
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t mark = text.find('e');
  std::string digits(text.substr(0, 1));
  if (mark > 2) digits += text.substr(2, mark - 2);
  const int exponent = std::atoi(buffer.data() + mark + 1);
  const int point = exponent + 1;  // digits before the decimal point
  const int count = static_cast<int>(digits.size());
  if (count <= point && point <= kPlainDigits) {
    return digits + std::string(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= kPlainDigits) {
    return digits.insert(static_cast<std::size_t>(point), 1, '.');
  }
  if (-kPlainZeros < point && point <= 0) {
    return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  }
  if (count > 1) digits.insert(1, 1, '.');
  return fmt::format("{}e{}{}", digits, exponent < 0 ? '-' : '+', std::abs(exponent));
}

Result<std::string> canonical_json(const Json& value) {
  std::string out;
  KEYHOUND_TRY_STATUS(append_value(out, value));
  return out;
}

}  // namespace keyhound
