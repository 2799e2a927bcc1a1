// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/ssh_wire.h"

namespace keyhound {

std::optional<std::uint32_t> take_ssh_uint32(std::string_view& in) {
  if (in.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : in.substr(0, 4)) value = (value << 8U) | static_cast<unsigned char>(c);
  in.remove_prefix(4);
  return value;
}

std::optional<std::string_view> take_ssh_string(std::string_view& in) {
  std::string_view rest = in;
  const auto size = take_ssh_uint32(rest);
  if (!size || *size > rest.size()) return std::nullopt;
  in = rest.substr(*size);
  return rest.substr(0, *size);
}

void put_ssh_string(std::string& out, std::string_view value) {
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    out += static_cast<char>((value.size() >> (shift - 8)) & 0xFFU);
  }
  out += value;
}

std::string_view openssh_public_part(std::string_view file) {
  constexpr std::string_view kMagic("openssh-key-v1\0", 15);
  if (!file.starts_with(kMagic)) return {};
  file.remove_prefix(kMagic.size());
  for (int cipher_kdf_and_options = 0; cipher_kdf_and_options < 3; ++cipher_kdf_and_options) {
    if (!take_ssh_string(file)) return {};
  }
  if (take_ssh_uint32(file) != 1U) return {};  // OpenSSH writes and reads files of one key only
  return take_ssh_string(file).value_or(std::string_view());
}

bool is_security_token_key(std::string_view public_key) {
  const auto type = take_ssh_string(public_key);
  const bool is_ecdsa = type == "sk-ecdsa-sha2-nistp256@openssh.com";
  if (!is_ecdsa && type != "sk-ssh-ed25519@openssh.com") return false;
  for (int strings = is_ecdsa ? 3 : 2; strings > 0; --strings) {
    if (!take_ssh_string(public_key)) return false;
  }
  return public_key.empty();
}

}  // namespace keyhound
