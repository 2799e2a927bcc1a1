// SPDX-License-Identifier: Apache-2.0
// What drivers have in common: taking parts that can be signed with, times as headers have them,
// and hashes of texts. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/model/credential_parts.h"

namespace keyhound {

// The secret, another part by the rule that finds it, or a public part of the identity.
// kUnreadable, naming it and never its value, where it lacks, is longer than any, or has a
// character that is not visible ASCII.
Result<std::string_view> signing_secret(const CredentialParts& parts);
Result<std::string_view> signing_part(const CredentialParts& parts, std::string_view rule_id);
Result<std::string_view> signing_identity(const CredentialParts& parts, std::string_view name);
// The bytes that the secret is the base64 of; kUnreadable where it is none.
Result<std::string> base64_secret(const CredentialParts& parts);

// A URL of verification_request(), taken apart. Borrows it.
struct SignedUrl {
  std::string_view host;   // with its port, where it has one
  std::string_view path;   // "/" where there is none
  std::string_view query;  // without "?"
};
SignedUrl split_signed_url(std::string_view url);
// "a=1&b=2" of parameters in any order, by their names and values.
std::string sorted_query(std::string_view query);

// All but unreserved characters (RFC 3986, 2.3) as %XX.
std::string strictly_encoded(std::string_view text);

// 32 bytes.
std::string hmac_sha256_bytes(std::string_view key, std::string_view text);
std::string sha256_hex(std::string_view text);
std::string hex_of(std::string_view bytes);

std::string basic_time(Timestamp time);  // 20260102T030405Z
std::string http_date(Timestamp time);   // Fri, 02 Jan 2026 03:04:05 GMT

}  // namespace keyhound
