// SPDX-License-Identifier: Apache-2.0
// Shared access signatures of Azure Service Bus and Event Hubs
// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas), made of a policy's
// key.
#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::int64_t kLifetime = 300;  // seconds; enough for one request and its retries

// The key signs as the text that it is, and is not decoded.
Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string_view key, signing_secret(parts));
  KEYHOUND_TRY(const std::string_view policy, signing_identity(parts, "key_name"));
  const std::string host = to_lower_ascii(split_signed_url(request.url).host);
  const std::string resource = strictly_encoded("https://" + host + "/");
  const std::int64_t end = settings.now.seconds + kLifetime;
  const std::string signature =
      to_base64(hmac_sha256_bytes(key, fmt::format("{}\n{}", resource, end)));
  request.authorisation = {"Authorization",
                           fmt::format("SharedAccessSignature sr={}&sig={}&se={}&skn={}", resource,
                                       strictly_encoded(signature), end, strictly_encoded(policy))};
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = "sample-secret";
  parts.identity.insert_or_assign("key_name", "sample-policy");
}

}  // namespace

const Driver kAzureSasDriver = {"azure-sas", "signed with a shared access signature", sign, sample};

}  // namespace keyhound
