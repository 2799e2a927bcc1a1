// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound::testing {

// Credentials of a real shape for tests, made at run time from a fixed seed, so that none stands in
// the repository. The same n always yields the same token, different n different ones.

// Rule github-classic-pat: "ghp_", 30 random characters and their checksum; at least 20 of the 36
// characters are distinct.
std::string github_pat(unsigned n);
inline constexpr std::string_view kGithubRule = "github-classic-pat";

// `length` characters of the alphabet, the same for the same n.
std::string random_text(unsigned n, size_t length, std::string_view alphabet);
std::string alphanumerics(unsigned n, size_t length);

// An AWS access key id (its public half) and a secret key.
std::string aws_key_id(unsigned n);
std::string aws_secret_key(unsigned n);

// An unencrypted OpenSSH Ed25519 private key, and the SHA256:… fingerprint of its public half as
// ssh-keygen prints it.
std::string openssh_private_key();
std::string openssh_fingerprint();

// A secret, and the text in which it would be found.
struct PlantedSecret {
  std::string name;
  std::string secret;
  std::string text;
};
// One of each of many credential types, among them a PEM block and a URL password.
std::vector<PlantedSecret> planted_secrets();

std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
std::string from_base64(std::string_view text);
std::string from_hex(std::string_view text);

}  // namespace keyhound::testing
