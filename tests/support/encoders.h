// SPDX-License-Identifier: Apache-2.0
// Encoders, the counterparts of scanner/decode/decoders.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "scanner/base/text_encode.h"

namespace keyhound::testing {

inline std::string as_base64url(std::string_view bytes) {
  std::string text = to_base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

// In lines of `width` characters, each indented.
inline std::string as_wrapped_base64(std::string_view bytes, std::size_t width,
                                     std::string_view line_break) {
  const std::string text = to_base64(bytes);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += width) {
    if (at > 0) lines += line_break;
    lines += text.substr(at, width);
  }
  return lines;
}

// Each byte in a form of its own: "{:02x}", "%{:02X}", "\\u{:04x}", "&#{};".
inline std::string each_byte_as(std::string_view form, std::string_view bytes) {
  std::string text;
  for (const char c : bytes)
    text += fmt::format(fmt::runtime(form), static_cast<unsigned>(static_cast<unsigned char>(c)));
  return text;
}

inline std::string as_hex(std::string_view bytes) { return each_byte_as("{:02x}", bytes); }
inline std::string as_percent(std::string_view bytes) { return each_byte_as("%{:02X}", bytes); }
inline std::string as_unicode(std::string_view bytes) { return each_byte_as("\\u{:04x}", bytes); }
inline std::string as_entities(std::string_view bytes) { return each_byte_as("&#{};", bytes); }

}  // namespace keyhound::testing
