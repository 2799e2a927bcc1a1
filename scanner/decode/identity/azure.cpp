// SPDX-License-Identifier: Apache-2.0
// Azure: shared access signatures say what they allow and until when, annotated keys when they were
// issued.
#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/base/time.h"
#include "scanner/decode/identity/identity_decoder.h"

namespace keyhound {
namespace {

// https://learn.microsoft.com/rest/api/storageservices/create-service-sas. A day alone is midnight,
// a time without its seconds is allowed.
std::optional<std::string> sas_time(std::string text) {
  if (text.size() == 17 && text.back() == 'Z') text.insert(16, ":00");
  const auto time = parse_timestamp(text);
  if (!time) return std::nullopt;
  return format_timestamp(*time);
}

IdentityPairs reveal_sas(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::string_view url = source.around;
  add(pairs, "expires", sas_time(query_value(url, "se").value_or("")));
  add(pairs, "permissions", query_value(url, "sp"));
  add(pairs, "resource", query_value(url, "sr"));
  add(pairs, "services", query_value(url, "ss"));
  add(pairs, "resource_types", query_value(url, "srt"));
  add(pairs, "tenant", query_value(url, "sktid"));
  add(pairs, "object_id", query_value(url, "skoid"));
  add(pairs, "policy", query_value(url, "si"));
  const std::string_view host = part_behind(url, "https://", "/?");
  if (host.ends_with(".core.windows.net")) add(pairs, "account", host.substr(0, host.find('.')));
  return pairs;
}

// The year, from A for 2024, and the month, from A to L, stand behind the marker.
IdentityPairs reveal_annotated(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::string_view date = part_behind(source.secret, "JQQJ99", "");
  if (date.size() < 2 || date[0] < 'A' || date[0] > 'Z' || date[1] < 'A' || date[1] > 'L')
    return pairs;
  add(pairs, "issued", fmt::format("{}-{:02}", 2024 + (date[0] - 'A'), 1 + (date[1] - 'A')));
  return pairs;
}

// The value of a setting of a connection string, up to the next one; names are in any case.
std::optional<std::string> setting(std::string_view text, std::string_view name) {
  const std::string lower = to_lower_ascii(text);
  const std::size_t at = lower.find(fmt::format("{}=", name));
  if (at == std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view(lower).substr(at + name.size() + 1);
  return std::string(rest.substr(0, rest.find_first_of(";,\\")));
}

// The cloud that a storage account is of, where it is not the public one: its suffix, or a host of
// the user's own as it stands, which is none of Azure's clouds. An endpoint outweighs the suffix
// (https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string).
IdentityPairs reveal_storage_cloud(const IdentitySource& source) {
  constexpr std::string_view kPublicCloud = "core.windows.net";
  std::string cloud = setting(source.around, "endpointsuffix").value_or(std::string(kPublicCloud));
  if (const auto endpoint = setting(source.around, "blobendpoint")) {
    const std::size_t scheme = endpoint->find("://");
    std::string host = scheme == std::string::npos ? *endpoint : endpoint->substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?"));
    const std::string own = setting(source.around, "accountname").value_or("") + ".blob.";
    cloud = host.starts_with(own) ? host.substr(own.size()) : host;
  }
  IdentityPairs pairs;
  if (cloud != kPublicCloud) add(pairs, "cloud", cloud.empty() ? "unknown" : cloud);
  return pairs;
}

}  // namespace

std::vector<IdentityDecoder> azure_identities() {
  return {{"azure-annotated", reveal_annotated},
          {"azure-sas", reveal_sas},
          {"azure-storage-cloud", reveal_storage_cloud}};
}

}  // namespace keyhound
