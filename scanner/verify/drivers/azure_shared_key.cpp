// SPDX-License-Identifier: Apache-2.0
// Shared Key of Azure Storage
// (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key), for requests
// without a body.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::string_view kVersion = "2021-12-02";

// "/account/path" and the parameters, "name:value", by name.
std::string canonical_resource(std::string_view account, const SignedUrl& url) {
  std::string text = fmt::format("/{}{}", account, url.path);
  const std::string query = sorted_query(url.query);
  for (std::string_view rest = query; !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view field = rest.substr(0, end);
    const std::size_t equals = std::min(field.find('='), field.size());
    text += fmt::format("\n{}:{}", to_lower_ascii(field.substr(0, equals)),
                        field.substr(std::min(equals + 1, field.size())));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string key, base64_secret(parts));
  const std::string date = http_date(settings.now);
  const SignedUrl url = split_signed_url(request.url);
  const std::string_view account = url.host.substr(0, url.host.find('.'));
  request.headers.emplace_back("x-ms-date", date);
  request.headers.emplace_back("x-ms-version", kVersion);
  // Eleven headers of HTTP, none of which the request has, stand between method and own headers.
  const std::string text =
      fmt::format("{}{:\n<12}x-ms-date:{}\nx-ms-version:{}\n{}", request.method, "", date, kVersion,
                  canonical_resource(account, url));
  request.authorisation = {"Authorization", fmt::format("SharedKey {}:{}", account,
                                                        to_base64(hmac_sha256_bytes(key, text)))};
  return {};
}

void sample(CredentialParts& parts) { parts.secret = to_base64("sample"); }

}  // namespace

const Driver kAzureSharedKeyDriver = {"azure-shared-key", "signed with Azure Storage's Shared Key",
                                      sign, sample};

}  // namespace keyhound
