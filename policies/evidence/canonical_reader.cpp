// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/canonical_reader.h"

#include <cstring>
#include <iterator>

#include "policies/evidence/canonical_json.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kMostDigits = 15;  // every such whole number is a double exactly

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// Neither control, quote nor backslash, and ASCII.
bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
         c != '"' && c != '\\';
}

// Whether all of eight bytes are plain. A subtraction sets the top bit of the lowest byte that is
// too small; it may set those of bytes above, but then the answer is no already.
bool are_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  const std::uint64_t controls = word - kOnes * 0x20;
  const std::uint64_t quotes = (word ^ (kOnes * '"')) - kOnes;
  const std::uint64_t backslashes = (word ^ (kOnes * '\\')) - kOnes;
  return ((word | controls | quotes | backslashes) & (kOnes * 0x80)) == 0;
}

// The control that `\u00XX` stands for; -1: these four digits are not how canonical form escapes.
int escaped_control(std::string_view digits) {
  constexpr std::string_view kLow = "0123456789abcdef";
  if (digits.size() != 4 || !digits.starts_with("00")) return -1;
  if (digits[2] != '0' && digits[2] != '1') return -1;
  const std::size_t low = kLow.find(digits[3]);
  if (low == std::string_view::npos) return -1;
  const int control = (digits[2] - '0') * 16 + static_cast<int>(low);
  const bool has_letter =
      std::string_view("\b\t\n\f\r").find(static_cast<char>(control)) != std::string_view::npos;
  return has_letter ? -1 : control;
}

}  // namespace

// To the next byte that is not plain; false: there is none.
bool CanonicalReader::skip_plain() {
  while (text_.size() - place_ >= 8 && are_plain(text_.data() + place_)) place_ += 8;
  while (place_ < text_.size() && is_plain(text_[place_])) ++place_;
  return place_ < text_.size();
}

bool CanonicalReader::read_plain_text(std::string_view& into) {
  if (!take('"')) return false;
  const std::size_t begin = place_;
  while (skip_plain() && text_[place_] != '"') {
    if (text_[place_] == '\\') return false;
    const Utf8Unit unit = next_utf8(text_.substr(place_));
    if (!unit.valid || unit.length == 1) return false;  // of one byte: a control
    place_ += unit.length;
  }
  into = text_.substr(begin, place_ - begin);
  return take('"');
}

bool CanonicalReader::read_text(std::string& into) {
  into.clear();
  if (!take('"')) return false;
  std::size_t begin = place_;
  while (skip_plain() && text_[place_] != '"') {
    if (text_[place_] == '\\') {
      into.append(text_, begin, place_ - begin);
      if (!read_escape(into)) return false;
      begin = place_;
      continue;
    }
    const Utf8Unit unit = next_utf8(text_.substr(place_));
    if (!unit.valid || unit.length == 1) return false;
    place_ += unit.length;
  }
  into.append(text_, begin, place_ - begin);
  return take('"');
}

bool CanonicalReader::read_escape(std::string& into) {
  constexpr std::string_view kLetters = "btnfr\"\\";
  constexpr std::string_view kBytes = "\b\t\n\f\r\"\\";
  ++place_;
  if (take('u')) {
    const int control = escaped_control(text_.substr(place_, 4));
    if (control < 0) return false;
    into += static_cast<char>(control);
    place_ += 4;
    return true;
  }
  const std::size_t letter = is_at_end() ? std::string_view::npos : kLetters.find(text_[place_]);
  if (letter == std::string_view::npos) return false;
  into += kBytes[letter];
  ++place_;
  return true;
}

bool CanonicalReader::read_count(std::uint64_t& into) {
  const std::size_t begin = place_;
  into = 0;
  while (place_ < text_.size() && is_digit(text_[place_])) {
    if (place_ - begin == kMostDigits) return false;
    into = into * 10 + static_cast<std::uint64_t>(text_[place_++] - '0');
  }
  return place_ != begin && (text_[begin] != '0' || place_ == begin + 1);
}

// What follows a number is for the caller to judge: a point or an exponent is none of what may.
bool CanonicalReader::read_number(Json& into) {
  const bool is_negative = take('-');
  std::uint64_t count = 0;
  if (!read_count(count)) return false;
  if (!is_negative) {
    into = count;
    return true;
  }
  into = -static_cast<std::int64_t>(count);
  return count != 0;
}

bool CanonicalReader::read_value(Json& into, int depth) {
  if (is_at_end()) return false;
  switch (text_[place_]) {
    case '"':
      into = std::string();
      return read_text(into.get_ref<std::string&>());
    case '{':
      return read_members(into, depth + 1);
    case '[':
      return read_items(into, depth + 1);
    case 'n':
      into = nullptr;
      return take("null");
    case 't':
      into = true;
      return take("true");
    case 'f':
      into = false;
      return take("false");
    default:
      return read_number(into);
  }
}

bool CanonicalReader::read_object(Json& into) {
  return !is_at_end() && text_[place_] == '{' && read_members(into, 1);
}

bool CanonicalReader::read_members(Json& into, int depth) {
  if (depth > kDeepest) return false;
  into = Json::object();
  ++place_;
  if (take('}')) return true;
  auto& members = into.get_ref<Json::object_t&>();
  std::string_view last;
  do {
    std::string_view key;
    if (!read_plain_text(key) || !take(':')) return false;
    if (!members.empty() && !is_before_in_utf16(last, key)) return false;
    // The map is sorted by bytes, which is nearly the same; the place is only where it looks first.
    const auto member = members.emplace_hint(members.end(), key, nullptr);
    if (!read_value(member->second, depth)) return false;
    last = key;
  } while (take(','));
  return take('}');
}

bool CanonicalReader::read_items(Json& into, int depth) {
  if (depth > kDeepest) return false;
  into = Json::array();
  ++place_;
  if (take(']')) return true;
  auto& items = into.get_ref<Json::array_t&>();
  do {
    if (!read_value(items.emplace_back(), depth)) return false;
  } while (take(','));
  return take(']');
}

}  // namespace keyhound
