// SPDX-License-Identifier: Apache-2.0
// The public half of keys that are not PEM blocks (those: decode/private_key.h).
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "scanner/base/c_handle.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/identity/identity_decoder.h"
#include "scanner/decode/json_text.h"

namespace keyhound {
namespace {

using Key = CHandle<EVP_PKEY, EVP_PKEY_free>;

constexpr std::size_t kX25519Size = 32;

std::string without_padding(std::string text) {
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string sha256_base64(std::string_view bytes) {
  const Sha256Digest digest = sha256(bytes);
  return without_padding(to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()}));
}

// As `wg pubkey` prints it. A preshared key has no public half.
IdentityPairs reveal_wireguard(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto secret = from_base64(source.secret);
  if (!source.match.starts_with("PrivateKey") || !secret || secret->size() != kX25519Size)
    return pairs;
  if (!load_libcrypto()) return pairs;
  const Key key(EVP_PKEY_new_raw_private_key_ex(
      nullptr, "X25519", nullptr, reinterpret_cast<const unsigned char*>(secret->data()),
      kX25519Size));
  std::array<unsigned char, kX25519Size> point{};
  std::size_t size = point.size();
  if (key && EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size) == 1) {
    add(pairs, "public_key", to_base64({reinterpret_cast<const char*>(point.data()), size}));
  }
  return pairs;
}

// Behind Public-Lines stands the SSH public key in base64, as SHA256:... of ssh-keygen.
IdentityPairs reveal_putty(const IdentitySource& source) {
  constexpr std::string_view kField = "Public-Lines:";
  IdentityPairs pairs;
  const std::size_t at = source.secret.find(kField);
  if (at == std::string_view::npos) return pairs;
  std::string_view rest = source.secret.substr(at + kField.size());
  const std::size_t end = std::min(rest.find("Private-Lines:"), rest.find("Key-Derivation:"));
  rest = rest.substr(0, end);
  std::string body;
  bool is_count = true;  // the number of lines comes first
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    const bool is_escape = c == '\\' && i + 1 < rest.size();
    const bool is_line_end = c == '\n' || (is_escape && (rest[i + 1] == 'n' || rest[i + 1] == 'r'));
    if (is_line_end) is_count = false;
    if (is_escape) ++i;
    if (is_escape || is_count || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    body += c;
  }
  const auto wire = from_base64(body);
  if (wire && wire->size() > 20) add(pairs, "public_key", "SHA256:" + sha256_base64(*wire));
  return pairs;
}

// The thumbprint of https://www.rfc-editor.org/rfc/rfc7638: over the public members in the order of
// their names.
IdentityPairs reveal_jwk(const IdentitySource& source) {
  struct KeyType {
    std::string_view type;
    std::array<std::string_view, 4> members;
  };
  constexpr KeyType kTypes[] = {{"EC", {"crv", "kty", "x", "y"}},
                                {"OKP", {"crv", "kty", "x", ""}},
                                {"RSA", {"e", "kty", "n", ""}}};
  IdentityPairs pairs;
  const auto object = JsonObject::parse(source.match);
  if (!object) return pairs;
  for (const KeyType& type : kTypes) {
    if (object->text("kty") != type.type) continue;
    std::string json;
    for (const std::string_view name : type.members) {
      if (name.empty()) continue;
      const std::string_view value = object->text(name);
      if (value.empty() || value.find_first_of("\"\\") != std::string_view::npos) return pairs;
      json +=
          (json.empty() ? "{\"" : ",\"") + std::string(name) + "\":\"" + std::string(value) + "\"";
    }
    std::string print = sha256_base64(json + "}");
    std::replace(print.begin(), print.end(), '+', '-');
    std::replace(print.begin(), print.end(), '/', '_');
    add(pairs, "public_key", "jwk-sha256:" + print);
  }
  add(pairs, "key_id", object->text("kid"));
  return pairs;
}

}  // namespace

std::vector<IdentityDecoder> key_identities() {
  return {{"jwk", reveal_jwk}, {"putty", reveal_putty}, {"wireguard", reveal_wireguard}};
}

}  // namespace keyhound
