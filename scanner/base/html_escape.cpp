// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/html_escape.h"

#include "scanner/base/text_encode.h"

namespace keyhound {

std::string html_escape(std::string_view text) {
  std::string escaped;
  for (const char c : escape_for_terminal(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace keyhound
