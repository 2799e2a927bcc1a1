// SPDX-License-Identifier: Apache-2.0
// The client credentials grant of Microsoft Entra
// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::string_view kClientId = "azure-client-id";

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char lower = to_lower_ascii(text[i]);
    const bool is_hex = is_digit_ascii(lower) || (lower >= 'a' && lower <= 'f');
    if (is_dash ? text[i] != '-' : !is_hex) return false;
  }
  return true;
}

// The tenant stands in the URL, by the verifier's template.
Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings&,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  KEYHOUND_TRY(const std::string_view client, signing_part(parts, kClientId));
  if (!is_uuid(client))
    return fail(ErrorKind::kUnreadable, fmt::format("the part {} is no UUID", kClientId));
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  request.body = fmt::format("grant_type=client_credentials&client_id={}&client_secret={}&scope={}",
                             client, strictly_encoded(secret),
                             strictly_encoded("https://graph.microsoft.com/.default"));
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = "sample-secret";
  parts.parts.insert_or_assign(std::string(kClientId), "00000000-0000-0000-0000-000000000000");
}

}  // namespace

const Driver kAzureClientCredentialsDriver = {
    "azure-client-credentials", "exchanged for a token by the client credentials grant", sign,
    sample};

}  // namespace keyhound
