// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/junit/xml_text.h"

#include "scanner/base/text_encode.h"
#include "scanner/base/utf8.h"

namespace keyhound {

namespace {

void append_character(std::string& xml, std::string_view character, char32_t code_point) {
  switch (code_point) {
    case '&':
      xml += "&amp;";
      return;
    case '<':
      xml += "&lt;";
      return;
    case '>':
      xml += "&gt;";
      return;
    case '"':
      xml += "&quot;";
      return;
    case '#':
      xml += "&#35;";
      return;
    case 0xFFFE:
    case 0xFFFF:  // no characters of XML
      append_utf8(xml, 0xFFFD);
      return;
    default:
      xml += character;
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  const std::string line = escape_for_terminal(text);
  std::string xml;
  for (std::string_view rest = line; !rest.empty();) {
    const Utf8Unit unit = next_utf8(rest);
    append_character(xml, rest.substr(0, unit.length), unit.code_point);
    rest.remove_prefix(unit.length);
  }
  return xml;
}

}  // namespace keyhound
