// SPDX-License-Identifier: Apache-2.0
// The keyed, content-based identity of a secret: the same in every repository, and useless for
// guessing without the key. HMAC-SHA-256(key, family || 0x00 || normalised secret).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// Immutable, thread-safe.
class FingerprintKey {
 public:
  // The fixed public key: fingerprints are comparable everywhere, and a guessable password can be
  // found from its fingerprint by trying. docs/fingerprints.md says what that means.
  FingerprintKey();
  // A private key of at least 16 bytes with an id of 1 to 32 characters of [a-z0-9-].
  static Result<FingerprintKey> create(std::string id, std::vector<std::uint8_t> key);
  // From the text of KEYHOUND_FINGERPRINT_KEY: "<id>:<hex digits of the key>", or a text of at
  // least 16 bytes without a colon, which is then the key itself, with the id "k1".
  static Result<FingerprintKey> parse(std::string_view text);

  [[nodiscard]] bool is_default() const { return id_.empty(); }
  [[nodiscard]] const std::string& id() const { return id_; }  // empty for the public key
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return key_; }

 private:
  std::string id_;
  std::vector<std::uint8_t> key_;
};

// The 32 bytes behind both written forms. Plain value.
struct Fingerprint {
  std::string key_id;  // empty: the public key
  std::vector<std::uint8_t> mac;

  // "kh1:<26 base32 characters>", with the key id where it is not the default: "kh1:<id>:<...>".
  [[nodiscard]] std::string short_form() const;
  // "hmac-sha256:<key id>:<64 hex digits>"; the public key's id is written "public".
  [[nodiscard]] std::string long_form() const;
};

Fingerprint fingerprint(const FingerprintKey& key, std::string_view family,
                        std::string_view secret);

// Reads either written form. Of the short one only the first 130 bits are known, which is all that
// its short form needs; kConfiguration when it is neither.
Result<Fingerprint> parse_fingerprint(std::string_view text);

// Brings either written form to the short one; kConfiguration when it is neither.
Result<std::string> canonical_fingerprint(std::string_view text);

// The bytes that count as the secret: no white space at the ends; of a PEM block only the base64
// digits of its body, so that it is one secret however it is indented, escaped or quoted.
std::string normalise_secret(std::string_view secret);

}  // namespace keyhound
