// SPDX-License-Identifier: Apache-2.0
// Requests that drivers sign in tests, at a fixed time.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "scanner/verify/drivers/driver.h"

namespace keyhound::testing {

inline constexpr Timestamp kSignedAt{1'767'323'045};  // 2026-01-02T03:04:05Z

inline HttpRequest request_to(std::string url, std::string method = "GET") {
  HttpRequest request;
  request.method = std::move(method);
  request.url = std::move(url);
  return request;
}

inline CredentialParts credential(std::string secret) {
  CredentialParts parts;
  parts.secret = std::move(secret);
  return parts;
}

// With a signature, which one driver asks for and the others pass over.
inline Verifier signed_verifier() {
  Verifier verifier;
  verifier.signatures = {
      {"sha256", "text", "{request:target}", "hex", "Authorization: HMAC {signature}", ""}};
  return verifier;
}

inline Status sign(std::string_view driver, const CredentialParts& parts, HttpRequest& request,
                   Timestamp at = kSignedAt, const Verifier& verifier = signed_verifier()) {
  const Driver* const found = find_driver(driver);
  REQUIRE(found != nullptr);
  RequestSettings settings;
  settings.now = at;
  return found->sign(verifier, parts, settings, request);
}

inline std::string header_of(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

}  // namespace keyhound::testing
