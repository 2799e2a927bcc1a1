// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/troff.h"

namespace keyhound {
namespace {

std::string_view escape_of(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";  // a minus that can be copied, not a hyphen
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    case '"':
      return "\\(dq";
    default:
      return {};
  }
}

}  // namespace

std::string troff_text(std::string_view text) {
  std::string escaped;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && c == '.') escaped += "\\&";
    begins_line = c == '\n';
    const std::string_view escape = escape_of(c);
    escaped += escape.empty() ? std::string_view(&c, 1) : escape;
  }
  return escaped;
}

std::string troff_argument(std::string_view text) { return "\"" + troff_text(text) + "\""; }

std::string troff_bold(std::string_view text) { return "\\fB" + troff_text(text) + "\\fR"; }

std::string troff_italic(std::string_view text) { return "\\fI" + troff_text(text) + "\\fR"; }

}  // namespace keyhound
