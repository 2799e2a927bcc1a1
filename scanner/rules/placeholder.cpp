// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/placeholder.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kMaxLength = 10'000;
constexpr std::string_view kChecksumSuffix = "-checksum";

#define KEYHOUND_DIGITS "0123456789"
#define KEYHOUND_LOWER "abcdefghijklmnopqrstuvwxyz"
#define KEYHOUND_UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

struct Alphabet {
  std::string_view name;
  std::string_view characters;
};

constexpr Alphabet kAlphabets[] = {
    {"alnum", KEYHOUND_DIGITS KEYHOUND_UPPER KEYHOUND_LOWER},
    {"alpha", KEYHOUND_UPPER KEYHOUND_LOWER},
    {"base32", KEYHOUND_LOWER "234567"},
    {"BASE32", KEYHOUND_UPPER "234567"},
    {"base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"},
    {"base64", KEYHOUND_DIGITS KEYHOUND_UPPER KEYHOUND_LOWER "+/"},
    {"base64url", KEYHOUND_DIGITS KEYHOUND_UPPER KEYHOUND_LOWER "-_"},
    {"bech32", "qpzry9x8gf2tvdw0s3jn54khce6mua7l"},
    {"BECH32", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"},
    {"digits", KEYHOUND_DIGITS},
    {"hex", KEYHOUND_DIGITS "abcdef"},
    {"HEX", KEYHOUND_DIGITS "ABCDEF"},
    {"lower", KEYHOUND_LOWER},
    {"lower-alnum", KEYHOUND_DIGITS KEYHOUND_LOWER},
    {"upper", KEYHOUND_UPPER},
    {"upper-alnum", KEYHOUND_DIGITS KEYHOUND_UPPER},
};

#undef KEYHOUND_DIGITS
#undef KEYHOUND_LOWER
#undef KEYHOUND_UPPER

// splitmix64 (https://prng.di.unimi.it/splitmix64.c): the standard library's distributions may give
// other numbers in another library.
class Random {
 public:
  Random(std::uint64_t seed, std::string_view text) : state_(seed) {
    for (const char c : text) state_ = (state_ ^ static_cast<std::uint8_t>(c)) * 0x100000001B3;
  }

  std::uint32_t below(std::uint32_t limit) {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EB;
    mixed ^= mixed >> 31U;
    return limit == 0 ? 0 : static_cast<std::uint32_t>((mixed >> 32U) * limit >> 32U);
  }

  std::string text(std::string_view alphabet, std::size_t length) {
    std::string drawn;
    while (drawn.size() < length) {
      drawn += alphabet[below(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return drawn;
  }

  // Version 4, variant 1 (RFC 9562).
  std::string uuid() {
    constexpr std::string_view kHex = "0123456789abcdef";
    return text(kHex, 8) + '-' + text(kHex, 4) + "-4" + text(kHex, 3) + '-' +
           text(kHex.substr(8, 4), 1) + text(kHex, 3) + '-' + text(kHex, 12);
  }

 private:
  std::uint64_t state_;
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Result<std::string> expand_alphabet(std::string_view name, std::string_view digits,
                                    Random& random) {
  const auto* alphabet = std::find_if(std::begin(kAlphabets), std::end(kAlphabets),
                                      [name](const Alphabet& a) { return a.name == name; });
  if (alphabet == std::end(kAlphabets)) {
    return fail(ErrorKind::kConfiguration,
                "unknown placeholder {" + std::string(name) + ":" + std::string(digits) + "}");
  }
  std::size_t length = 0;
  for (const char digit : digits) {
    length = length * 10 + static_cast<std::size_t>(digit - '0');
    if (length > kMaxLength) {
      return fail(ErrorKind::kConfiguration, "placeholder {" + std::string(name) + ":" +
                                                 std::string(digits) + "} is longer than " +
                                                 std::to_string(kMaxLength));
    }
  }
  return random.text(alphabet->characters, length);
}

// What stands for `inner`, the text between braces; nullopt when it is no placeholder.
Result<std::optional<std::string>> expand_one(std::string_view inner, Random& random,
                                              const ChecksumMaker& checksums) {
  if (inner == "uuid") return random.uuid();
  const std::size_t colon = inner.find(':');
  const std::string_view name = inner.substr(0, colon);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character)) {
    return std::optional<std::string>();
  }
  if (colon == std::string_view::npos) {
    if (!name.ends_with(kChecksumSuffix)) return std::optional<std::string>();
    const auto draw = [&random](std::uint32_t limit) { return random.below(limit); };
    KEYHOUND_TRY(std::string body,
                 checksums(name.substr(0, name.size() - kChecksumSuffix.size()), draw));
    return body;
  }
  const std::string_view digits = inner.substr(colon + 1);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) {
    return std::optional<std::string>();
  }
  KEYHOUND_TRY(std::string drawn, expand_alphabet(name, digits, random));
  return drawn;
}

}  // namespace

Result<std::string> expand_placeholders(std::string_view text, std::uint64_t seed,
                                        const ChecksumMaker& checksums) {
  Random random(seed, text);
  std::string expanded;
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t open = text.find('{', position);
    const std::size_t close = text.find_first_of("{}", open == text.npos ? open : open + 1);
    expanded += text.substr(position, open - position);
    if (open == text.npos) break;
    if (close == text.npos || text[close] == '{') {
      expanded += '{';
      position = open + 1;
      continue;
    }
    KEYHOUND_TRY(std::optional<std::string> value,
                 expand_one(text.substr(open + 1, close - open - 1), random, checksums));
    expanded += value ? *value : std::string(text.substr(open, close + 1 - open));
    position = close + 1;
  }
  return expanded;
}

}  // namespace keyhound
