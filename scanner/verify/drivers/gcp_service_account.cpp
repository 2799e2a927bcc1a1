// SPDX-License-Identifier: Apache-2.0
// A signed JWT of a service account, exchanged for a token
// (https://developers.google.com/identity/protocols/oauth2/service-account#httprest).
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/rsa_signature.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::int64_t kLifetime = 300;  // seconds; an hour is the most that Google takes

// RFC 4648, 5, without padding.
std::string base64url(std::string_view bytes) {
  std::string text = to_base64(bytes);
  text.erase(std::min(text.find('='), text.size()));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string json_text(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The least that there is to ask for: who the account is.
Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string_view email, signing_identity(parts, "client_email"));
  nlohmann::json header = {{"alg", "RS256"}, {"typ", "JWT"}};
  if (parts.identity.count("key_id") > 0) {
    KEYHOUND_TRY(const std::string_view key_id, signing_identity(parts, "key_id"));
    header["kid"] = std::string(key_id);
  }
  const nlohmann::json claims = {{"iss", std::string(email)},
                                 {"scope", "https://www.googleapis.com/auth/userinfo.email"},
                                 {"aud", request.url},
                                 {"iat", settings.now.seconds},
                                 {"exp", settings.now.seconds + kLifetime}};
  const std::string text = base64url(json_text(header)) + "." + base64url(json_text(claims));
  KEYHOUND_TRY(const std::string signature, rsa_sha256_signature(parts.secret, text));
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  request.body = fmt::format("grant_type={}&assertion={}.{}",
                             strictly_encoded("urn:ietf:params:oauth:grant-type:jwt-bearer"), text,
                             base64url(signature));
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = make_rsa_key_pem();
  parts.identity.insert_or_assign("client_email", "sample@sample.iam.gserviceaccount.com");
}

}  // namespace

const Driver kGcpServiceAccountDriver = {
    "gcp-service-account", "a JWT signed with the key, exchanged for a token", sign, sample};

}  // namespace keyhound
