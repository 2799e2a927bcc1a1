// SPDX-License-Identifier: Apache-2.0
// Follows re2/parse.cc (release 2022-06-01) for Latin-1 mode, where a rune is a byte.
#include "scanner/engine/regex_class.h"

#include <cstdint>

#include "scanner/base/ascii.h"
#include "scanner/base/hex_digits.h"

namespace keyhound {
namespace {

constexpr std::uint32_t kMaxRune = 0x10FFFF;

ByteSet bytes_of(std::string_view ranges) {
  ByteSet set;  // pairs of first and last
  for (std::size_t i = 0; i + 1 < ranges.size(); i += 2) {
    set |=
        byte_range(static_cast<std::uint8_t>(ranges[i]), static_cast<std::uint8_t>(ranges[i + 1]));
  }
  return set;
}

struct NamedClass {
  std::string_view name;
  std::string_view ranges;
};

constexpr NamedClass kPosixClasses[] = {
    {"alnum", "09AZaz"},
    {"alpha", "AZaz"},
    {"ascii", std::string_view("\0\x7F", 2)},
    {"blank", "\t\t  "},
    {"cntrl", std::string_view("\0\x1F\x7F\x7F", 4)},
    {"digit", "09"},
    {"graph", "!~"},
    {"lower", "az"},
    {"print", " ~"},
    {"punct", "!/:@[`{~"},
    {"space", "\t\r  "},
    {"upper", "AZ"},
    {"word", "09AZaz__"},
    {"xdigit", "09AFaf"},
};

constexpr NamedClass kPerlClasses[] = {
    {"d", "09"},
    {"s", "\t\n\f\r  "},
    {"w", "09AZaz__"},
};

ByteClass group(std::string_view ranges, bool negated, bool fold) {
  ByteSet set = bytes_of(ranges);
  if (fold) set = fold_case(set);
  return {negated ? ~set : set, false};
}

ByteClass every_byte() { return {~ByteSet(), true}; }

bool is_alnum(char c) {
  const char lower = to_lower_ascii(c);
  return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z');
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

std::optional<std::uint32_t> read_hex(RegexCursor& cursor) {
  std::uint32_t rune = 0;
  if (cursor.skip("{")) {
    if (cursor.peek() == '}') return std::nullopt;
    while (!cursor.skip("}")) {
      const int digit = hex_value(cursor.peek());
      if (digit < 0) return std::nullopt;
      rune = rune * 16 + static_cast<std::uint32_t>(digit);
      if (rune > kMaxRune) return std::nullopt;
      ++cursor.position;
    }
    return rune;
  }
  for (int i = 0; i < 2; ++i, ++cursor.position) {
    const int digit = hex_value(cursor.peek());
    if (digit < 0) return std::nullopt;
    rune = rune * 16 + static_cast<std::uint32_t>(digit);
  }
  return rune;
}

std::uint32_t read_octal(RegexCursor& cursor, char first) {
  auto rune = static_cast<std::uint32_t>(first - '0');
  for (int i = 0; i < 2 && is_octal(cursor.peek()); ++i, ++cursor.position) {
    rune = rune * 8 + static_cast<std::uint32_t>(cursor.peek() - '0');
  }
  return rune;
}

// The rune of an escape that stands for one character; the cursor is behind the backslash.
std::optional<std::uint32_t> read_rune_escape(RegexCursor& cursor) {
  const char c = cursor.peek();
  if (cursor.at_end()) return std::nullopt;
  ++cursor.position;
  switch (c) {
    case 'a':
      return 0x07;
    case 'f':
      return 0x0C;
    case 'n':
      return 0x0A;
    case 'r':
      return 0x0D;
    case 't':
      return 0x09;
    case 'v':
      return 0x0B;
    case 'x':
      return read_hex(cursor);
    default:
      break;
  }
  if (c == '0' || (is_octal(c) && is_octal(cursor.peek()))) return read_octal(cursor, c);
  if (is_alnum(c)) return std::nullopt;
  return static_cast<std::uint8_t>(c);
}

// \pN, \p{Greek}, \P{^Lu}: every byte, since the tables of Unicode are RE2's affair.
bool skip_unicode_class(RegexCursor& cursor) {
  if (cursor.peek() != 'p' && cursor.peek() != 'P') return false;
  ++cursor.position;
  if (!cursor.skip("{")) {
    ++cursor.position;
    return true;
  }
  while (!cursor.at_end() && cursor.peek() != '}') ++cursor.position;
  return cursor.skip("}");
}

std::optional<ByteClass> read_perl_class(RegexCursor& cursor, bool fold) {
  const char c = cursor.peek();
  for (const NamedClass& perl : kPerlClasses) {
    if (to_lower_ascii(c) == perl.name[0]) {
      ++cursor.position;
      return group(perl.ranges, c != perl.name[0], fold);
    }
  }
  return std::nullopt;
}

std::optional<ByteClass> read_posix_class(RegexCursor& cursor, bool fold) {
  const std::size_t end = cursor.text.find(":]", cursor.position);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = cursor.text.substr(cursor.position, end - cursor.position);
  const bool negated = name.starts_with('^');
  if (negated) name.remove_prefix(1);
  for (const NamedClass& posix : kPosixClasses) {
    if (posix.name == name) {
      cursor.position = end + 2;
      return group(posix.ranges, negated, fold);
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> read_class_rune(RegexCursor& cursor) {
  if (cursor.at_end()) return std::nullopt;
  if (cursor.skip("\\")) return read_rune_escape(cursor);
  return static_cast<std::uint8_t>(cursor.text[cursor.position++]);
}

// One rune or a range of runes of a class.
std::optional<ByteClass> read_range(RegexCursor& cursor, bool fold) {
  const std::optional<std::uint32_t> first = read_class_rune(cursor);
  if (!first) return std::nullopt;
  std::optional<std::uint32_t> last = first;
  if (cursor.peek() == '-' && cursor.position + 1 < cursor.text.size() && cursor.peek(1) != ']') {
    ++cursor.position;
    last = read_class_rune(cursor);
  }
  if (!last || *last < *first) return std::nullopt;
  if (*last > 0xFF) return every_byte();
  ByteSet set = byte_range(static_cast<std::uint8_t>(*first), static_cast<std::uint8_t>(*last));
  return ByteClass{fold ? fold_case(set) : set, false};
}

std::optional<ByteClass> read_class_item(RegexCursor& cursor, bool fold) {
  if (cursor.starts_with("[:") &&
      cursor.text.find(":]", cursor.position + 2) != std::string_view::npos) {
    cursor.position += 2;
    return read_posix_class(cursor, fold);
  }
  if (cursor.peek() == '\\') {
    RegexCursor behind = cursor;
    ++behind.position;
    if (skip_unicode_class(behind)) {
      cursor = behind;
      return every_byte();
    }
    if (std::optional<ByteClass> perl = read_perl_class(behind, fold)) {
      cursor = behind;
      return perl;
    }
  }
  return read_range(cursor, fold);
}

}  // namespace

std::optional<ByteClass> read_escape(RegexCursor& cursor, bool fold) {
  if (skip_unicode_class(cursor)) return every_byte();
  if (cursor.skip("C")) return every_byte();
  if (std::optional<ByteClass> perl = read_perl_class(cursor, fold)) return perl;
  const std::optional<std::uint32_t> rune = read_rune_escape(cursor);
  if (!rune) return std::nullopt;
  if (*rune > 0xFF) return every_byte();
  ByteSet set;
  set.set(*rune);
  return ByteClass{fold ? fold_case(set) : set, false};
}

std::optional<ByteClass> read_class(RegexCursor& cursor, bool fold) {
  const bool negated = cursor.skip("^");
  ByteClass all;
  for (bool first = true; first || cursor.peek() != ']' || cursor.at_end(); first = false) {
    if (cursor.at_end()) return std::nullopt;
    const std::optional<ByteClass> item = read_class_item(cursor, fold);
    if (!item) return std::nullopt;
    all.bytes |= item->bytes;
    all.approximate |= item->approximate;
  }
  ++cursor.position;
  if (all.approximate) return every_byte();
  if (negated) all.bytes.flip();
  return all;
}

}  // namespace keyhound
