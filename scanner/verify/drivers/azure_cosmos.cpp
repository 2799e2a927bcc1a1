// SPDX-License-Identifier: Apache-2.0
// The master key of Azure Cosmos DB
// (https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources), for lists
// of databases and a single database.
#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  KEYHOUND_TRY(const std::string key, base64_secret(parts));
  const std::string date = http_date(settings.now);
  const std::string_view path = split_signed_url(request.url).path.substr(1);
  // "dbs" is the list of databases; a link that goes on names one of them.
  const std::string_view link = path == "dbs" ? std::string_view() : path;
  const std::string text = fmt::format("{}\ndbs\n{}\n{}\n\n", to_lower_ascii(request.method), link,
                                       to_lower_ascii(date));
  const std::string signature = to_base64(hmac_sha256_bytes(key, text));
  request.headers.emplace_back("x-ms-date", date);
  request.headers.emplace_back("x-ms-version", "2018-12-31");
  request.authorisation = {"Authorization",
                           strictly_encoded("type=master&ver=1.0&sig=" + signature)};
  return {};
}

void sample(CredentialParts& parts) { parts.secret = to_base64("sample"); }

}  // namespace

const Driver kAzureCosmosDriver = {"azure-cosmos", "signed with Azure Cosmos DB's master key", sign,
                                   sample};

}  // namespace keyhound
