// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum/checksum_kind.h"

#include "scanner/base/text_encode.h"

namespace keyhound {

std::string draw_text(const Draw& draw, std::string_view alphabet, std::size_t length) {
  std::string text;
  while (text.size() < length)
    text += alphabet[draw(static_cast<std::uint32_t>(alphabet.size())) % alphabet.size()];
  return text;
}

std::string draw_bytes(const Draw& draw, std::size_t length) {
  std::string bytes;
  while (bytes.size() < length) bytes += static_cast<char>(draw(256));
  return bytes;
}

std::string_view behind(std::string_view text, std::string_view prefix) {
  const std::size_t at = text.find(prefix);
  return at == std::string_view::npos ? text : text.substr(at + prefix.size());
}

std::string base64_without_padding(std::string_view bytes, bool for_url) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) {
    if (for_url && c == '+') c = '-';
    if (for_url && c == '/') c = '_';
  }
  return text;
}

}  // namespace keyhound
