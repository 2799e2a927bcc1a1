// SPDX-License-Identifier: Apache-2.0
// Character references of HTML and XML: numbers, and the names of ASCII characters that escaping
// functions write (https://html.spec.whatwg.org/multipage/named-characters.html).
#include <array>
#include <utility>

#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostDigits = 7;

constexpr std::array<std::pair<std::string_view, char>, 9> kNames = {{{"&amp;", '&'},
                                                                      {"&lt;", '<'},
                                                                      {"&gt;", '>'},
                                                                      {"&quot;", '"'},
                                                                      {"&apos;", '\''},
                                                                      {"&colon;", ':'},
                                                                      {"&commat;", '@'},
                                                                      {"&sol;", '/'},
                                                                      {"&semi;", ';'}}};

// `digits` is what stands behind `&#`; the length with the semicolon, 0: it is no number.
std::size_t read_number(std::string_view digits, std::string& out) {
  const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
  const std::uint32_t base = is_hex ? 16 : 10;
  std::size_t i = is_hex ? 1 : 0;
  const std::size_t first = i;
  std::uint32_t value = 0;
  for (; i < digits.size() && i < first + kMostDigits; ++i) {
    const int digit = hex_value(digits[i]);
    if (digit < 0 || digit >= static_cast<int>(base)) break;
    value = value * base + static_cast<std::uint32_t>(digit);
  }
  if (i == first || i == digits.size() || digits[i] != ';') return 0;
  append_utf8(out, static_cast<char32_t>(value));
  return i + 1;
}

std::size_t read_escape(std::string_view text, std::string& out) {
  if (text.size() > 1 && text[1] == '#') {
    const std::size_t length = read_number(text.substr(2), out);
    return length > 0 ? length + 2 : 0;
  }
  if (text.size() < 4) return 0;
  for (const auto& [name, character] : kNames) {
    if (text[1] != name[1] || text[2] != name[2] || !text.starts_with(name)) continue;
    out += character;
    return name.size();
  }
  return 0;
}

}  // namespace

extern const Decoder kHtmlEntityDecoder;
const Decoder kHtmlEntityDecoder = {"html-entity", RegionKind::kToken, nullptr, '&', read_escape};

}  // namespace keyhound
