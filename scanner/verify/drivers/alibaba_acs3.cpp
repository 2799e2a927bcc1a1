// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/alibaba_acs3.h"

#include <fmt/format.h>

#include <map>

#include "scanner/base/ascii.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::string_view kAlgorithm = "ACS3-HMAC-SHA256";
constexpr std::string_view kKeyId = "alibaba-access-key-id";

// The headers that are signed: host, content type, and all of x-acs-.
std::map<std::string, std::string> signed_headers(const HttpRequest& request) {
  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : request.headers) {
    const std::string lower = to_lower_ascii(name);
    if (lower.starts_with("x-acs-") || lower == "content-type") headers[lower] = value;
  }
  headers["host"] = split_signed_url(request.url).host;
  return headers;
}

Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  KEYHOUND_TRY(const std::string_view key_id, signing_part(parts, kKeyId));
  const std::string date = format_timestamp(settings.now);
  request.headers.emplace_back("x-acs-date", date);
  // Asked again with the same nonce it is refused as a replay: one of key and time is new enough.
  request.headers.emplace_back(
      "x-acs-signature-nonce",
      sha256_hex(fmt::format("{}\n{}\n{}", key_id, date, request.url)).substr(0, 32));
  request.headers.emplace_back("x-acs-content-sha256", sha256_hex(request.body));
  request.authorisation = {"Authorization", alibaba_authorization(request, key_id, secret)};
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = "sample-secret";
  parts.parts.emplace(kKeyId, "sample-key-id");
}

}  // namespace

const Driver kAlibabaAcs3Driver = {"alibaba-acs3", "signed with ACS3-HMAC-SHA256", sign, sample};

std::string alibaba_authorization(const HttpRequest& request, std::string_view key_id,
                                  std::string_view secret) {
  const SignedUrl url = split_signed_url(request.url);
  std::string canonical =
      fmt::format("{}\n{}\n{}\n", request.method, url.path, sorted_query(url.query));
  std::string names;
  for (const auto& [name, value] : signed_headers(request)) {
    canonical += fmt::format("{}:{}\n", name, value);
    names += (names.empty() ? "" : ";") + name;
  }
  canonical += fmt::format("\n{}\n{}", names, sha256_hex(request.body));
  const std::string text = fmt::format("{}\n{}", kAlgorithm, sha256_hex(canonical));
  return fmt::format("{} Credential={},SignedHeaders={},Signature={}", kAlgorithm, key_id, names,
                     hex_of(hmac_sha256_bytes(secret, text)));
}

}  // namespace keyhound
