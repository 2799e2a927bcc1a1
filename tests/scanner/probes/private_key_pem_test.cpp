// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/keys/private_key_pem.h"

#include <doctest/doctest.h>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

}  // namespace

TEST_CASE("A private key in a source text becomes the block that it was") {
  const auto plain = private_key_pem(openssh_private_key());
  REQUIRE(plain.has_value());
  CHECK(plain->starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
  CHECK(plain->ends_with("-----END OPENSSH PRIVATE KEY-----\n"));
  for (const std::string& text :
       {replaced(openssh_private_key(), "\n", "\\n"), replaced(openssh_private_key(), "\n", "\r\n"),
        replaced(openssh_private_key(), "\n", "\n    "),
        replaced(openssh_private_key(), "\n", "\\n\" +\n  \""), base64(openssh_private_key())}) {
    CAPTURE(text);
    CHECK(private_key_pem(text).value_or("") == *plain);
  }
}

TEST_CASE("Keys that are encrypted or none are refused with the reason") {
  const auto reason = [](const std::string& text) {
    const auto pem = private_key_pem(text);
    return pem ? "a key" : pem.error().message;
  };
  const std::string encrypted = "the key is encrypted; its passphrase is not known";
  const std::string head = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  CHECK(reason(head + base64(std::string("openssh-key-v1\0\0\0\0\x0a"
                                         "aes256-ctr",
                                         29))) == encrypted);
  CHECK(reason("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA") == encrypted);
  CHECK(reason("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA") == encrypted);
  CHECK(reason("PuTTY-User-Key-File-3: ssh-ed25519") == "the key is no PEM block");
  CHECK(reason("") == "the key is no PEM block");
  CHECK(reason(head) == "the key has no base64");
}

}  // namespace keyhound::testing
