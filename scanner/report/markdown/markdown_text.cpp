// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_text.h"

#include <fmt/format.h>

#include <array>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

namespace {

// What Markdown takes for structure within a line, "$" for formulas of GitHub and GitLab included.
constexpr std::string_view kStructure = "\\`*_[]<>|~&$";

// The mark at the start of `text` that platforms act on in rendered text; empty: none.
std::string_view mark_at(std::string_view text) {
  constexpr std::array<std::string_view, 3> kAlways = {"@", "://", "www."};
  for (const std::string_view mark : kAlways) {
    if (text.starts_with(mark)) return mark;
  }
  // GitHub's issue, GitLab's merge request and milestone. Theirs for epics, labels and snippets
  // begin with a character of kStructure, and are broken by its escape.
  constexpr std::string_view kNumbered = "#!%";
  const bool is_numbered = text.size() > 1 &&
                           kNumbered.find(text.front()) != std::string_view::npos &&
                           is_digit_ascii(text[1]);
  return is_numbered ? text.substr(0, 1) : std::string_view();
}

// All that follow each other: code spans side by side would be read as one.
std::string_view marks_at(std::string_view text) {
  std::size_t end = 0;
  for (std::string_view mark = mark_at(text); !mark.empty(); mark = mark_at(text.substr(end)))
    end += mark.size();
  return text.substr(0, end);
}

// Character references are never structure, and so keep what a code span between backticks cannot:
// backticks, the bar that ends a table cell, and "##[", which CI systems run.
std::string code_of_references(std::string_view text) {
  std::string code = "<code>";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x80 || is_alnum_ascii(c) || c == ' ' || c == '/' || c == '-';
    if (is_plain) {
      code += c;
    } else {
      code += fmt::format("&#{};", byte);
    }
  }
  return code + "</code>";
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string line = escape_for_terminal(text);
  std::string result;
  for (std::size_t at = 0; at < line.size();) {
    if (const std::string_view marks = marks_at(std::string_view(line).substr(at));
        !marks.empty()) {
      result += fmt::format("`{}`", marks);
      at += marks.size();
      continue;
    }
    const bool ends_command = line[at] == '#' && at > 0 && line[at - 1] == '#';
    if (ends_command || kStructure.find(line[at]) != std::string_view::npos) result += '\\';
    result += line[at++];
  }
  return result;
}

std::string markdown_code(std::string_view text) {
  if (text.empty()) return "";
  const std::string line = escape_for_terminal(text);
  const bool is_plain = line.find_first_of("`|\\") == std::string::npos &&
                        line.find("##") == std::string::npos && line.front() != ' ' &&
                        line.back() != ' ';
  return is_plain ? "`" + line + "`" : code_of_references(line);
}

}  // namespace keyhound
