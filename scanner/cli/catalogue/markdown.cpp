// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/markdown.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::string_view kMarkup = "\\`*_[]<>|#~&";

// The longest run of backticks.
std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::string page_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (is_control(c)) {
      escaped += ' ';
      continue;
    }
    if (kMarkup.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string page_code(std::string_view text) {
  const std::string fence(longest_run(text) + 1, '`');
  const bool needs_blanks = text.starts_with('`') || text.ends_with('`');
  std::string code;
  for (const char c : text) {
    if (c == '|') code += '\\';  // in a table it would end the cell
    code += is_control(c) ? ' ' : c;
  }
  return fence + (needs_blanks ? " " + code + " " : code) + fence;
}

std::string page_block(std::string_view text, std::string_view language) {
  const std::string fence(std::max<std::size_t>(longest_run(text) + 1, 3), '`');
  std::string block = fence + std::string(language) + "\n" + std::string(text);
  if (!block.ends_with('\n')) block += '\n';
  return block + fence + "\n";
}

std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    const char lower = to_lower_ascii(c);
    const bool is_kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (is_kept) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug.empty() ? "other" : slug;
}

}  // namespace keyhound
