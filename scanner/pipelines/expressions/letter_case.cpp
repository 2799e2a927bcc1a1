// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/letter_case.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// Lower-case letters that lie `step` apart and have their upper case at the same distance.
struct LetterRange {
  char32_t first;
  char32_t last;
  char32_t step;
  int distance;
};

// From UnicodeData.txt of the Unicode character database (simple upper case mappings), in order.
constexpr std::array<LetterRange, 50> kRanges = {{
    {0xB5, 0xB5, 1, 743},    {0xE0, 0xF6, 1, -32},    {0xF8, 0xFE, 1, -32},
    {0xFF, 0xFF, 1, 121},    {0x101, 0x12F, 2, -1},   {0x133, 0x137, 2, -1},
    {0x13A, 0x148, 2, -1},   {0x14B, 0x177, 2, -1},   {0x17A, 0x17E, 2, -1},
    {0x183, 0x185, 2, -1},   {0x188, 0x188, 1, -1},   {0x18C, 0x18C, 1, -1},
    {0x192, 0x192, 1, -1},   {0x199, 0x199, 1, -1},   {0x1A1, 0x1A5, 2, -1},
    {0x1A8, 0x1A8, 1, -1},   {0x1AD, 0x1AD, 1, -1},   {0x1B0, 0x1B0, 1, -1},
    {0x1B4, 0x1B6, 2, -1},   {0x1B9, 0x1B9, 1, -1},   {0x1BD, 0x1BD, 1, -1},
    {0x1CE, 0x1DC, 2, -1},   {0x1DF, 0x1EF, 2, -1},   {0x1F9, 0x21F, 2, -1},
    {0x223, 0x233, 2, -1},   {0x371, 0x373, 2, -1},   {0x377, 0x377, 1, -1},
    {0x37B, 0x37D, 1, 130},  {0x3AC, 0x3AC, 1, -38},  {0x3AD, 0x3AF, 1, -37},
    {0x3B1, 0x3C1, 1, -32},  {0x3C2, 0x3C2, 1, -31},  {0x3C3, 0x3CB, 1, -32},
    {0x3CC, 0x3CC, 1, -64},  {0x3CD, 0x3CE, 1, -63},  {0x3D0, 0x3D0, 1, -62},
    {0x3D1, 0x3D1, 1, -57},  {0x3D5, 0x3D5, 1, -47},  {0x3D6, 0x3D6, 1, -54},
    {0x3D9, 0x3EF, 2, -1},   {0x430, 0x44F, 1, -32},  {0x450, 0x45F, 1, -80},
    {0x461, 0x481, 2, -1},   {0x48B, 0x4BF, 2, -1},   {0x4C2, 0x4CE, 2, -1},
    {0x4CF, 0x4CF, 1, -15},  {0x4D1, 0x52F, 2, -1},   {0x561, 0x586, 1, -48},
    {0x1E01, 0x1E95, 2, -1}, {0x1EA1, 0x1EFF, 2, -1},
}};

char32_t to_upper(char32_t letter) {
  if (letter < 0x80) return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
  const auto* found =
      std::lower_bound(kRanges.begin(), kRanges.end(), letter,
                       [](const LetterRange& range, char32_t value) { return range.last < value; });
  if (found == kRanges.end() || letter < found->first ||
      (letter - found->first) % found->step != 0) {
    return letter;
  }
  return static_cast<char32_t>(static_cast<int>(letter) + found->distance);
}

// Takes one letter off the front. Bytes that are not UTF-8 come behind all letters.
char32_t take_upper(std::string_view& text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) {
    text.remove_prefix(1);
    return to_upper(byte);
  }
  const Utf8Unit unit = next_utf8(text);
  text.remove_prefix(unit.length);
  constexpr char32_t kBehindAll = 0x110000;
  return unit.valid ? to_upper(unit.code_point) : kBehindAll + byte;
}

}  // namespace

std::string to_upper_letters(std::string_view text) {
  std::string upper;
  upper.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t letter = take_upper(text);
    if (letter < 0x80) {
      upper += static_cast<char>(letter);
    } else if (letter <= 0x10FFFF) {
      append_utf8(upper, letter);
    } else {
      upper += before.front();
    }
  }
  return upper;
}

int compare_ignoring_case(std::string_view left, std::string_view right) {
  while (!left.empty() && !right.empty()) {
    const char32_t a = take_upper(left);
    const char32_t b = take_upper(right);
    if (a != b) return a < b ? -1 : 1;
  }
  if (left.empty() && right.empty()) return 0;
  return left.empty() ? -1 : 1;
}

}  // namespace keyhound
