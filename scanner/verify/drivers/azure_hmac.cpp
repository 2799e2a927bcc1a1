// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA256 as Azure App Configuration and Azure Communication Services ask for it
// (https://learn.microsoft.com/azure/azure-app-configuration/rest-api-authentication-hmac,
// https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial).
#include <fmt/format.h>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

// Of App Configuration the key has an id; of Communication Services it has none.
Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string key, base64_secret(parts));
  std::string credential;
  if (parts.identity.count("id") > 0) {
    KEYHOUND_TRY(const std::string_view id, signing_identity(parts, "id"));
    credential = fmt::format("Credential={}&", id);
  }
  const std::string date = http_date(settings.now);
  const Sha256Digest digest = sha256(request.body);
  const std::string body_hash = to_base64(digest_bytes(digest));
  const SignedUrl url = split_signed_url(request.url);
  const std::string text =
      fmt::format("{}\n{}{}{}\n{};{};{}", request.method, url.path, url.query.empty() ? "" : "?",
                  url.query, date, url.host, body_hash);
  request.headers.emplace_back("x-ms-date", date);
  request.headers.emplace_back("x-ms-content-sha256", body_hash);
  request.authorisation = {
      "Authorization",
      fmt::format("HMAC-SHA256 {}SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={}",
                  credential, to_base64(hmac_sha256_bytes(key, text)))};
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = to_base64("sample");
  parts.identity.insert_or_assign("id", "sample-id");
}

}  // namespace

const Driver kAzureHmacDriver = {"azure-hmac", "signed with HMAC-SHA256 of an access key", sign,
                                 sample};

}  // namespace keyhound
