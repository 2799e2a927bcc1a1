// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/ssh_wire.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace keyhound {
namespace {

using namespace std::string_view_literals;

std::string row(std::initializer_list<std::string_view> strings) {
  std::string bytes;
  for (const std::string_view text : strings) put_ssh_string(bytes, text);
  return bytes;
}

}  // namespace

TEST_CASE("An SSH string has its length before it") {
  CHECK(row({"ab", ""}) == "\0\0\0\2ab\0\0\0\0"sv);
  CHECK(row({std::string(0x10203, 'x')}).substr(0, 5) == "\0\1\2\3x"sv);
}

TEST_CASE("Taking from the front leaves the rest, and all of it where there is too little") {
  std::string_view in = "\0\0\0\2ab\x80\1\2\3\0\0\0\4xyz"sv;
  CHECK(take_ssh_string(in) == "ab"sv);
  CHECK(take_ssh_uint32(in) == 0x80010203U);
  CHECK_FALSE(take_ssh_string(in).has_value());
  CHECK(in == "\0\0\0\4xyz"sv);
}

TEST_CASE("A length beyond the end is refused") {
  for (const std::string_view bytes : {""sv, "\0\0\0"sv, "\0\0\0\1"sv, "\xFF\xFF\xFF\xFFxxxx"sv}) {
    std::string_view in = bytes;
    CHECK_FALSE(take_ssh_string(in).has_value());
    CHECK(in == bytes);
  }
}

TEST_CASE("The public part of an OpenSSH key is read whatever its cipher, and of one key only") {
  const std::string magic("openssh-key-v1\0", 15);
  const std::string head = magic + row({"aes256-ctr", "bcrypt", "salt and rounds"});
  const std::string file = head + std::string("\0\0\0\1", 4) + row({"public"});
  CHECK(openssh_public_part(file) == "public");
  CHECK(openssh_public_part(file + row({"private"})) == "public");
  CHECK(openssh_public_part(head + std::string("\0\0\0\2", 4) + row({"public", "b"})).empty());
  CHECK(openssh_public_part(head + std::string("\0\0\0\0", 4) + row({"public"})).empty());
  CHECK(openssh_public_part("x" + file).empty());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CHECK(openssh_public_part(std::string_view(file).substr(0, size)).empty());
  }
}

TEST_CASE("Keys of security tokens are told by their type and their number of strings") {
  const auto ed25519 = "sk-ssh-ed25519@openssh.com"sv;
  const auto ecdsa = "sk-ecdsa-sha2-nistp256@openssh.com"sv;
  CHECK(is_security_token_key(row({ed25519, "point", "ssh:"})));
  CHECK(is_security_token_key(row({ecdsa, "nistp256", "point", "ssh:"})));
  CHECK_FALSE(is_security_token_key(row({ed25519, "point"})));
  CHECK_FALSE(is_security_token_key(row({ed25519, "point", "ssh:", "more"})));
  CHECK_FALSE(is_security_token_key(row({ecdsa, "point", "ssh:"})));
  CHECK_FALSE(is_security_token_key(row({"ssh-ed25519", "point", "ssh:"})));
  CHECK_FALSE(is_security_token_key(""));
}

}  // namespace keyhound
