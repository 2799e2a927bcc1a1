// SPDX-License-Identifier: Apache-2.0
// Tencent Cloud's third signature (https://www.tencentcloud.com/document/product/1278/46714).
#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::string_view kAlgorithm = "TC3-HMAC-SHA256";
constexpr std::string_view kKeyId = "tencent-secret-id";

std::string header_of(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (to_lower_ascii(key) == name) return value;
  return {};
}

Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  KEYHOUND_TRY(const std::string_view key_id, signing_part(parts, kKeyId));
  const SignedUrl url = split_signed_url(request.url);
  const std::string_view service = url.host.substr(0, url.host.find('.'));
  const std::string day = format_timestamp(settings.now).substr(0, 10);
  const std::string range = fmt::format("{}/{}/tc3_request", day, service);
  request.headers.emplace_back("X-TC-Timestamp", std::to_string(settings.now.seconds));

  const std::string canonical = fmt::format(
      "{}\n{}\n{}\ncontent-type:{}\nhost:{}\nx-tc-action:{}\n\ncontent-type;host;x-tc-action\n{}",
      request.method, url.path, url.query, header_of(request, "content-type"), url.host,
      to_lower_ascii(header_of(request, "x-tc-action")), sha256_hex(request.body));
  const std::string text =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, settings.now.seconds, range, sha256_hex(canonical));
  std::string key = fmt::format("TC3{}", secret);
  for (const std::string_view step :
       {std::string_view(day), service, std::string_view("tc3_request")})
    key = hmac_sha256_bytes(key, step);
  request.authorisation = {
      "Authorization",
      fmt::format("{} Credential={}/{}, SignedHeaders=content-type;host;x-tc-action, Signature={}",
                  kAlgorithm, key_id, range, hex_of(hmac_sha256_bytes(key, text)))};
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = "sample-secret";
  parts.parts.emplace(kKeyId, "sample-key-id");
}

}  // namespace

const Driver kTencentTc3Driver = {"tencent-tc3", "signed with TC3-HMAC-SHA256", sign, sample};

}  // namespace keyhound
