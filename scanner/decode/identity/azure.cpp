// SPDX-License-Identifier: Apache-2.0
// Azure: shared access signatures say what they allow and until when, annotated keys when they were
// issued.
#include <fmt/format.h>

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

}  // namespace

std::vector<IdentityDecoder> azure_identities() {
  return {{"azure-annotated", reveal_annotated}, {"azure-sas", reveal_sas}};
}

}  // namespace keyhound
