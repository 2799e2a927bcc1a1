// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/scram/scram_client.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/signature.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::string_view kNoBinding = "n,,";
constexpr std::size_t kLongestPart = 1024;  // of the server's nonce and salt

const EVP_MD* function_of(ScramHash hash) {
  return hash == ScramHash::kSha1 ? EVP_sha1() : EVP_sha256();
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hmac(ScramHash hash, std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  KEYHOUND_CHECK(HMAC(function_of(hash), key.data(), static_cast<int>(key.size()), bytes_of(text),
                      text.size(), bytes.data(), &size) != nullptr);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string digest(ScramHash hash, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  KEYHOUND_CHECK(
      EVP_Digest(text.data(), text.size(), bytes.data(), &size, function_of(hash), nullptr) == 1);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string salted(ScramHash hash, std::string_view password, std::string_view salt, int rounds) {
  std::string bytes(static_cast<std::size_t>(EVP_MD_get_size(function_of(hash))), '\0');
  KEYHOUND_CHECK(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                                   bytes_of(salt), static_cast<int>(salt.size()), rounds,
                                   function_of(hash), static_cast<int>(bytes.size()),
                                   reinterpret_cast<unsigned char*>(bytes.data())) == 1);
  return bytes;
}

// A name in which nothing ends an attribute.
std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == ',' || c == '=')
      text += c == ',' ? "=2C" : "=3D";
    else
      text += c;
  }
  return text;
}

// Cuts "KEY=value" off the front, with the comma behind it. Nothing where another attribute stands
// there.
std::optional<std::string_view> take_attribute(std::string_view& message, char key) {
  if (message.size() < 2 || message[0] != key || message[1] != '=') return std::nullopt;
  const std::size_t end = std::min(message.find(','), message.size());
  const std::string_view value = message.substr(2, end - 2);
  message.remove_prefix(std::min(end + 1, message.size()));
  return value;
}

struct Challenge {
  std::string_view nonce;
  std::string salt;
  int rounds = 0;
};

std::optional<Challenge> read_challenge(std::string_view message) {
  const auto nonce = take_attribute(message, 'r');
  const auto salt = take_attribute(message, 's');
  const auto rounds = take_attribute(message, 'i');
  if (!nonce || !salt || !rounds || nonce->size() > kLongestPart || salt->size() > kLongestPart)
    return std::nullopt;
  auto bytes = from_base64(*salt);
  int number = 0;
  const char* const end = rounds->data() + rounds->size();
  const auto [stop, error] = std::from_chars(rounds->data(), end, number);
  if (!bytes || bytes->empty() || error != std::errc() || stop != end) return std::nullopt;
  return Challenge{*nonce, std::move(*bytes), number};
}

}  // namespace

ScramClient::ScramClient(ScramHash hash, std::string_view user, std::string password,
                         std::string nonce)
    : hash_(hash),
      password_(std::move(password)),
      nonce_(std::move(nonce)),
      bare_first_("n=" + escaped(user) + ",r=" + nonce_) {}

ScramClient::~ScramClient() { wipe(password_); }

std::string ScramClient::first_message() const { return std::string(kNoBinding) + bare_first_; }

Result<std::string> ScramClient::final_message(std::string_view server_first) {
  KEYHOUND_TRY_STATUS(load_libcrypto());
  const auto challenge = read_challenge(server_first);
  // A nonce that is not its own continuation is of another conversation.
  if (!challenge || !challenge->nonce.starts_with(nonce_) ||
      challenge->nonce.size() == nonce_.size())
    return fail(ErrorKind::kCorrupt, "the server does not answer as SCRAM has it");
  if (challenge->rounds < kFewestRounds)
    return fail(ErrorKind::kCorrupt, "nothing more was sent: the server asks for a weak hash");
  if (challenge->rounds > kMostRounds)
    return fail(ErrorKind::kLimit, "the server asks for a hash that takes too long");
  std::string key = salted(hash_, password_, challenge->salt, challenge->rounds);
  const std::string client_key = hmac(hash_, key, "Client Key");
  const std::string end = "c=" + to_base64(kNoBinding) + ",r=" + std::string(challenge->nonce);
  const std::string all = bare_first_ + "," + std::string(server_first) + "," + end;
  std::string proof = hmac(hash_, digest(hash_, client_key), all);
  std::transform(proof.begin(), proof.end(), client_key.begin(), proof.begin(),
                 [](char a, char b) { return static_cast<char>(a ^ b); });
  server_signature_ = hmac(hash_, hmac(hash_, key, "Server Key"), all);
  wipe(key);
  return end + ",p=" + to_base64(proof);
}

bool ScramClient::is_proof(std::string_view server_final) const {
  const auto signature = take_attribute(server_final, 'v');
  return signature && !server_signature_.empty() && from_base64(*signature) == server_signature_;
}

std::string ScramClient::new_nonce() {
  std::array<unsigned char, 24> bytes{};
  KEYHOUND_CHECK(::getrandom(bytes.data(), bytes.size(), 0) ==
                 static_cast<ssize_t>(bytes.size()));  // whole, for so few
  return to_base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace keyhound
