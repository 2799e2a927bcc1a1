// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: what single bytes are.
#pragma once

namespace keyhound {

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
constexpr bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
constexpr bool is_name_begin(char byte) { return is_letter(byte) || byte == '_'; }
constexpr bool is_name_byte(char byte) { return is_name_begin(byte) || is_digit(byte); }
constexpr bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace keyhound
