// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/value_traits.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>

#include "scanner/base/ascii.h"
#include "scanner/filters/entropy.h"
#include "scanner/filters/generic/letter_model.h"

namespace keyhound {
namespace {

constexpr std::size_t kLookedAt = 160;  // bytes of a value that shapes are taken from

bool is_hex_digit(char c) {
  return is_digit_ascii(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template <class Test>
bool all_of(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

int class_of(char c) {
  if (is_digit_ascii(c)) return 0;
  if (is_upper_ascii(c)) return 1;
  if (is_lower_ascii(c)) return 2;
  return 3;
}

std::uint8_t small(std::size_t count) {
  return static_cast<std::uint8_t>(std::min<std::size_t>(count, 255));
}

// The longest run in which `follows` holds for each byte and the one before.
template <class Follows>
std::uint8_t longest_run(std::string_view text, Follows follows) {
  std::size_t longest = text.empty() ? 0 : 1;
  std::size_t run = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    run = follows(text[i - 1], text[i]) ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return small(longest);
}

bool is_beside_on_keyboard(char a, char b) {
  static constexpr std::string_view kRows[] = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
                                               "1qaz",       "2wsx",       "3edc",      "4rfv",
                                               "5tgb",       "6yhn",       "azertyuiop"};
  a = to_lower_ascii(a);
  b = to_lower_ascii(b);
  for (const std::string_view row : kRows) {
    const std::size_t place = row.find(a);
    if (place == std::string_view::npos) continue;
    if ((place + 1 < row.size() && row[place + 1] == b) || (place > 0 && row[place - 1] == b))
      return true;
  }
  return false;
}

// What random text of the value's alphabet and length shows as Shannon entropy, roughly: the log of
// the alphabet, limited by the number of characters there are to count.
float expected_entropy(const ValueTraits& traits) {
  double alphabet = 0;
  if (traits.is_hex) {
    alphabet = 16;
  } else {
    if (traits.digits > 0) alphabet += 10;
    if (traits.upper > 0) alphabet += 26;
    if (traits.lower > 0) alphabet += 26;
    if (traits.symbols > 0) alphabet += 8;
  }
  const double length = static_cast<double>(traits.length);
  // The expected number of distinct characters among `length` draws.
  const double distinct = alphabet * (1 - std::pow(1 - 1 / std::max(alphabet, 2.0), length));
  return static_cast<float>(std::log2(std::max(1.0, std::min(distinct, length))));
}

void count_classes(std::string_view value, ValueTraits& traits) {
  std::array<std::size_t, 4> counts{};
  std::bitset<256> seen;
  std::size_t changes = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const int kind = class_of(value[i]);
    ++counts[static_cast<std::size_t>(kind)];
    seen.set(static_cast<unsigned char>(value[i]));
    if (i > 0 && kind != class_of(value[i - 1])) ++changes;
  }
  const float size = static_cast<float>(std::max<std::size_t>(value.size(), 1));
  traits.digits = static_cast<float>(counts[0]) / size;
  traits.upper = static_cast<float>(counts[1]) / size;
  traits.lower = static_cast<float>(counts[2]) / size;
  traits.symbols = static_cast<float>(counts[3]) / size;
  traits.distinct = static_cast<float>(seen.count()) / std::min(size, 64.0F);
  traits.class_changes = static_cast<float>(changes) / size;
}

bool is_uuid(std::string_view value) {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen ? value[i] != '-' : !is_hex_digit(value[i])) return false;
  }
  return true;
}

bool has_file_extension(std::string_view value) {
  static constexpr std::string_view kExtensions[] = {
      ".pem", ".key", ".crt",  ".cer",  ".json",       ".yml", ".yaml", ".txt", ".jks", ".p12",
      ".pfx", ".xml", ".conf", ".env",  ".php",        ".js",  ".py",   ".rb",  ".go",  ".html",
      ".md",  ".ts",  ".cs",   ".java", ".properties", ".png", ".css",  ".sh",  ".ini", ".pub"};
  return std::any_of(std::begin(kExtensions), std::end(kExtensions),
                     [value](std::string_view one) { return value.ends_with(one); });
}

bool looks_like_path(std::string_view value) {
  if (value.starts_with("/") || value.starts_with("./") || value.starts_with("../") ||
      value.starts_with("~/"))
    return value.size() > 2 && value.find_first_of("=+") == std::string_view::npos &&
           is_lower_ascii(
               value[value.find_last_of('/') + 1 < value.size() ? value.find('/') + 1 : 0]);
  if (value.size() > 2 && is_alpha_ascii(value[0]) && value[1] == ':' && value[2] == '\\')
    return true;
  return false;
}

void read_shapes(std::string_view value, ValueTraits& traits) {
  const auto is_word = [](char c) { return is_alnum_ascii(c) || c == '_'; };
  traits.is_hex = all_of(value, is_hex_digit);
  traits.is_number =
      all_of(value, [](char c) { return is_digit_ascii(c) || c == '.' || c == '-'; });
  traits.is_base64 =
      traits.upper > 0 && traits.lower > 0 && traits.digits > 0 && all_of(value, [](char c) {
        return is_alnum_ascii(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
      });
  traits.is_base32 = traits.lower == 0 && all_of(value, [](char c) {
                       return is_upper_ascii(c) || (c >= '2' && c <= '7') || c == '=';
                     });
  traits.is_uuid = is_uuid(value);
  traits.is_identifier = !value.empty() && !is_digit_ascii(value[0]) && all_of(value, is_word);
  traits.is_dotted = value.find('.') != std::string_view::npos && is_alpha_ascii(value[0]) &&
                     all_of(value, [&](char c) { return is_word(c) || c == '.'; });
  traits.is_kebab = value.find('-') != std::string_view::npos &&
                    all_of(value, [](char c) { return is_lower_ascii(c) || c == '-'; });
  traits.is_path = looks_like_path(value);
  traits.is_url = value.find("://") != std::string_view::npos;
  const std::size_t at = value.find('@');
  traits.is_email =
      at != std::string_view::npos && at > 0 && value.find('.', at) != std::string_view::npos &&
      value.find('@', at + 1) == std::string_view::npos && is_alpha_ascii(value.back());
  traits.is_capitalised =
      value.size() > 2 && is_upper_ascii(value[0]) && all_of(value.substr(1), is_lower_ascii);
  traits.has_extension = has_file_extension(value);
  traits.has_call = value.find("->") != std::string_view::npos ||
                    value.find("::") != std::string_view::npos || value.ends_with("(") ||
                    value.ends_with("()") || value.find("](") != std::string_view::npos ||
                    (value.find('(') != std::string_view::npos && is_alpha_ascii(value[0]));
  std::size_t parts = 1;
  std::size_t letters = 0;
  for (const char c : value) {
    parts += c == ' ' ? 1U : 0U;
    letters += is_alpha_ascii(c) ? 1U : 0U;
  }
  traits.parts = small(parts);
  traits.is_sentence = parts > 2 && letters * 10 > value.size() * 7;
}

}  // namespace

ValueTraits read_value_traits(std::string_view value) {
  ValueTraits traits;
  traits.length = value.size();
  if (value.empty()) return traits;
  value = value.substr(0, kLookedAt);
  count_classes(value, traits);
  read_shapes(value, traits);
  traits.entropy_gap = expected_entropy(traits) - static_cast<float>(shannon_entropy(value));
  traits.longest_run = longest_run(value, [](char a, char b) { return a == b; });
  traits.longest_sequence =
      longest_run(value, [](char a, char b) { return b == a + 1 || (a == '9' && b == '0'); });
  traits.longest_sequence = std::max(traits.longest_sequence,
                                     longest_run(value, [](char a, char b) { return b == a - 1; }));
  traits.longest_walk = longest_run(value, is_beside_on_keyboard);
  const LetterModel& letters = LetterModel::instance();
  traits.bigrams = letters.mean_bigram(value);
  const WordCover cover = letters.cover(value);
  traits.words = cover.share;
  traits.longest_word = small(cover.longest);
  return traits;
}

}  // namespace keyhound
