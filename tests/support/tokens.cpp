// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tokens.h"

#include <cstdint>
#include <set>
#include <stdexcept>

#include "tests/support/program.h"

namespace keyhound::testing {

namespace {

constexpr std::string_view kAlphanumerics =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// splitmix64: the standard library's distributions differ between implementations.
uint64_t next_random(uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

uint32_t crc32(std::string_view bytes) {
  uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

// The last six characters of GitHub's and npm's tokens: CRC-32 in base 62.
std::string with_checksum(std::string_view prefix, std::string_view body) {
  std::string digits(6, '0');
  uint32_t rest = crc32(body);
  for (size_t i = digits.size(); i-- > 0; rest /= 62) digits[i] = kAlphanumerics[rest % 62];
  return std::string(prefix) + std::string(body) + digits;
}

std::string checksummed_token(std::string_view prefix, unsigned n) {
  for (unsigned attempt = 0;; ++attempt) {
    const std::string body = alphanumerics(n * 64 + attempt, 30);
    if (std::set<char>(body.begin(), body.end()).size() >= 20) return with_checksum(prefix, body);
  }
}

// The key pair of RFC 8032, section 7.1, test 1: published, so nobody's.
constexpr std::string_view kSeedHex =
    "9d61b19deffd5a60ba844af492ec2cc4"
    "4449c5697b326919703bac031cae7f60";
constexpr std::string_view kPublicHex =
    "d75a980182b10ab7d54bfed3c964073a"
    "0ee172f3daa62325af021a68f707511a";

std::string ssh_integer(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>((value >> shift) & 0xffU);
  }
  return bytes;
}

std::string ssh_string(std::string_view text) {
  return ssh_integer(static_cast<uint32_t>(text.size())) + std::string(text);
}

std::string ssh_public_blob() {
  return ssh_string("ssh-ed25519") + ssh_string(from_hex(kPublicHex));
}

std::string pem_block(std::string_view label, std::string_view body) {
  const std::string dashes(5, '-');
  std::string block = dashes + "BEGIN " + std::string(label) + dashes + "\n";
  for (size_t at = 0; at < body.size(); at += 64) block += std::string(body.substr(at, 64)) + "\n";
  return block + dashes + "END " + std::string(label) + dashes + "\n";
}

}  // namespace

std::string random_text(unsigned n, size_t length, std::string_view alphabet) {
  uint64_t state = 0x6b6579686f756e64ULL ^ (static_cast<uint64_t>(n) << 20);
  std::string text;
  for (size_t i = 0; i < length; ++i) text += alphabet[next_random(state) % alphabet.size()];
  return text;
}

std::string alphanumerics(unsigned n, size_t length) {
  return random_text(n, length, kAlphanumerics);
}

std::string github_pat(unsigned n) { return checksummed_token("ghp_", n); }

std::string aws_key_id(unsigned n) {
  return "AKIA" + random_text(n, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
}

std::string aws_secret_key(unsigned n) { return random_text(n + 7000, 40, kBase64); }

std::string openssh_private_key() {
  const std::string pair = from_hex(kSeedHex) + from_hex(kPublicHex);
  std::string secrets = ssh_integer(0x4b4b4b4bU) + ssh_integer(0x4b4b4b4bU) +
                        ssh_string("ssh-ed25519") + ssh_string(from_hex(kPublicHex)) +
                        ssh_string(pair) + ssh_string("deploy");
  for (char padding = 1; secrets.size() % 8 != 0; ++padding) secrets += padding;
  const std::string file = std::string("openssh-key-v1") + '\0' + ssh_string("none") +
                           ssh_string("none") + ssh_string("") + ssh_integer(1) +
                           ssh_string(ssh_public_blob()) + ssh_string(secrets);
  return pem_block("OPENSSH PRIVATE KEY", base64(file));
}

std::string openssh_fingerprint() {
  RunOptions options;
  options.stdin_bytes = ssh_public_blob();
  std::string digest = base64(from_hex(run({"sha256sum"}, options).out.substr(0, 64)));
  while (digest.ends_with('=')) digest.pop_back();
  return "SHA256:" + digest;
}

std::vector<PlantedSecret> planted_secrets() {
  std::vector<PlantedSecret> secrets;
  const auto add = [&](std::string name, std::string secret,
                       std::string_view before = "token = ", std::string_view after = "") {
    std::string text = std::string(before) + secret + std::string(after) + "\n";
    secrets.push_back({std::move(name), std::move(secret), std::move(text)});
  };
  for (const char* prefix : {"ghp_", "gho_", "ghu_", "ghs_", "npm_"}) {
    add(prefix, checksummed_token(prefix, 900));
  }
  add("gitlab", "glpat-" + alphanumerics(901, 20));
  add("stripe", "sk_live_" + alphanumerics(902, 24));
  add("slack", "xoxb-" + random_text(903, 12, "123456789") + "-" +
                   random_text(904, 13, "123456789") + "-" + alphanumerics(905, 24));
  add("sendgrid", "SG." + alphanumerics(906, 22) + "." + alphanumerics(907, 43));
  add("google", "AIza" + alphanumerics(908, 35));
  add("digitalocean", "dop_v1_" + random_text(909, 64, kHexDigits));
  add("huggingface", "hf_" + random_text(910, 34, kAlphanumerics.substr(10)));
  add("shopify", "shpat_" + random_text(911, 32, kHexDigits));
  add("aws", aws_secret_key(912), "aws_secret_access_key = ");
  add("url password", alphanumerics(913, 22), "postgres://billing:", "@db.internal.acme.io/prod");
  const std::string body = base64(alphanumerics(914, 900));
  secrets.push_back({"private key", body.substr(128, 64), pem_block("RSA PRIVATE KEY", body)});
  return secrets;
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const unsigned value = static_cast<unsigned char>(byte);
    text += kHexDigits[value >> 4];
    text += kHexDigits[value & 15U];
  }
  return text;
}

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    const size_t high = kHexDigits.find(text[i]);
    const size_t low = kHexDigits.find(text[i + 1]);
    if (high > 15 || low > 15) throw std::runtime_error("not hexadecimal");
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string base64(std::string_view bytes) {
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    uint32_t value = 0;
    for (size_t i = 0; i < 3; ++i) {
      value = (value << 8) | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (size_t i = 0; i < 4; ++i) {
      text += i <= group.size() ? kBase64[(value >> (18 - 6 * i)) & 63U] : '=';
    }
  }
  return text;
}

std::string from_base64(std::string_view text) {
  std::string bytes;
  uint32_t value = 0;
  int bits = 0;
  for (const char letter : text) {
    const size_t digit = kBase64.find(letter);
    if (digit == std::string_view::npos) continue;
    value = (value << 6) | static_cast<uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((value >> bits) & 0xffU);
  }
  return bytes;
}

}  // namespace keyhound::testing
