// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mysql/mysql_packet.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "scanner/base/check.h"
#include "scanner/base/crypto_library.h"
#include "scanner/probes/net/little_endian.h"

namespace keyhound {
namespace {

constexpr char kVersion = 10;
constexpr std::size_t kNonceSize = 20;

constexpr std::uint32_t kLongPassword = 1;
constexpr std::uint32_t kProtocol41 = 0x200;
constexpr std::uint32_t kTls = 0x800;
constexpr std::uint32_t kSecureConnection = 0x8000;
constexpr std::uint32_t kPluginAuth = 0x80000;
constexpr std::uint8_t kUtf8 = 45;  // utf8mb4_general_ci

// Up to the next NUL, which is taken too, or the end.
std::string_view take_text(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const std::string_view text = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return text;
}

std::string client_head(bool has_tls) {
  const std::uint32_t abilities =
      kLongPassword | kProtocol41 | kSecureConnection | kPluginAuth | (has_tls ? kTls : 0U);
  return little_endian(abilities, 4) + little_endian(1U << 24U, 4) + static_cast<char>(kUtf8) +
         std::string(23, '\0');
}

std::string hash(const EVP_MD* kind, std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  bool is_done = EVP_DigestInit_ex(context, kind, nullptr) == 1;
  for (const std::string_view part : parts)
    is_done = is_done && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
  is_done = is_done && EVP_DigestFinal_ex(context, bytes.data(), &size) == 1;
  EVP_MD_CTX_free(context);
  KEYHOUND_CHECK(is_done);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string xor_of(std::string one, std::string_view other) {
  std::transform(one.begin(), one.end(), other.begin(), one.begin(),
                 [](char a, char b) { return static_cast<char>(a ^ b); });
  return one;
}

}  // namespace

std::optional<std::size_t> mysql_packet_size(std::string_view head) {
  const std::size_t size = number_of_little_endian(head.substr(0, 3));
  if (head.size() != kMysqlPacketHead || size == 0 || size > kLongestMysqlPacket)
    return std::nullopt;
  return size;
}

std::string mysql_packet(std::string_view body, std::uint8_t number) {
  return little_endian(body.size(), 3) + static_cast<char>(number) + std::string(body);
}

std::optional<MysqlGreeting> read_mysql_greeting(std::string_view body) {
  if (body.empty() || body.front() != kVersion) return std::nullopt;
  body.remove_prefix(1);
  take_text(body);  // its version, as text
  constexpr std::size_t kThread = 4;
  constexpr std::size_t kFirstPart = 8;
  constexpr std::size_t kFixed = kThread + kFirstPart + 1 + 2 + 1 + 2 + 2 + 1 + 10;
  if (body.size() < kFixed) return std::nullopt;
  MysqlGreeting greeting;
  greeting.nonce = body.substr(kThread, kFirstPart);
  const std::uint64_t abilities = number_of_little_endian(body.substr(13, 2)) |
                                  (number_of_little_endian(body.substr(18, 2)) << 16U);
  body.remove_prefix(kFixed);
  greeting.nonce += body.substr(0, kNonceSize - kFirstPart);
  body.remove_prefix(std::min(body.size(), kNonceSize - kFirstPart + 1));
  greeting.plugin = take_text(body);
  greeting.has_tls = (abilities & kTls) != 0;
  constexpr std::uint32_t kNeeded = kProtocol41 | kSecureConnection;
  if ((abilities & kNeeded) != kNeeded || greeting.nonce.size() != kNonceSize) return std::nullopt;
  return greeting;
}

std::string mysql_tls_request() { return client_head(true); }

std::string mysql_login(std::string_view user, std::string_view proof, std::string_view plugin,
                        bool has_tls) {
  std::string body = client_head(has_tls);
  body += user;
  body += '\0';
  body += static_cast<char>(proof.size());
  body += proof;
  body += plugin;
  body += '\0';
  return body;
}

MysqlAnswer read_mysql_answer(std::string_view body) {
  MysqlAnswer answer;
  if (body.empty()) return answer;
  const auto kind = static_cast<std::uint8_t>(body.front());
  body.remove_prefix(1);
  if (kind == 0x00) answer.kind = MysqlAnswer::Kind::kOk;
  if (kind == 0xff && body.size() >= 2) {
    answer.kind = MysqlAnswer::Kind::kError;
    answer.error = static_cast<int>(number_of_little_endian(body.substr(0, 2)));
  }
  if (kind == 0xfe && !body.empty()) {
    answer.kind = MysqlAnswer::Kind::kSwitch;
    answer.plugin = take_text(body);
    answer.data = body.substr(0, kNonceSize);
  }
  if (kind == 0x01) {
    answer.kind = MysqlAnswer::Kind::kMore;
    answer.data = body;
  }
  return answer;
}

std::optional<std::string> mysql_proof(std::string_view plugin, std::string_view password,
                                       std::string_view nonce) {
  if (!load_libcrypto()) return std::nullopt;
  if (plugin == "mysql_native_password") {
    const std::string once = hash(EVP_sha1(), {password});
    return xor_of(hash(EVP_sha1(), {nonce, hash(EVP_sha1(), {once})}), once);
  }
  if (plugin == "caching_sha2_password") {
    const std::string once = hash(EVP_sha256(), {password});
    return xor_of(hash(EVP_sha256(), {hash(EVP_sha256(), {once}), nonce}), once);
  }
  return std::nullopt;
}

}  // namespace keyhound
