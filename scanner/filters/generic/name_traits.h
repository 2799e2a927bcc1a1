// SPDX-License-Identifier: Apache-2.0
// What the name of an assignment says about its value: which word of it speaks of a credential, and
// whether the words around turn that into something else (`password_length`, `is_token_valid`,
// `primary_key`). Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

// What the last telling word of the name speaks of.
enum class NameKind : std::uint8_t {
  kNone,
  kPassword,
  kSecret,
  kToken,
  kApiKey,
  kKey,
  kAuth,
  kCredential,
  kSession,
  kOneTime,  // seeds of one-time passwords
  kSalt,
};
inline constexpr std::size_t kNameKinds = 11;

struct NameTraits {
  NameKind kind = NameKind::kNone;
  std::uint8_t words = 0;           // parts: DB_PASSWORD, dbPassword and db.password have two
  std::uint8_t words_behind = 0;    // parts behind the telling one
  std::uint8_t negating_front = 0;  // parts in front that make it no credential: is, has, reset
  std::uint8_t negating_back = 0;   // parts behind it that do so: length, url, policy
  std::uint8_t affirming = 0;       // parts that speak for a credential: db, admin, client, root
  bool is_upper = false;            // an environment variable or a constant
  bool is_plural = false;           // tokens, secrets
  bool is_public = false;           // publicKey, site_key, key id
};

NameTraits read_name(std::string_view name);

}  // namespace keyhound
