// SPDX-License-Identifier: Apache-2.0
// JSON inside tokens: which members are public, and what they are called in a finding.
#include <span>

#include "scanner/base/text_decode.h"
#include "scanner/decode/identity/identity_decoder.h"
#include "scanner/decode/json_text.h"

namespace keyhound {
namespace {

struct PublicMember {
  std::string_view path;
  std::string_view name;
  bool is_time = false;  // seconds since the epoch
};

// https://www.iana.org/assignments/jwt, and what Microsoft Entra, Kubernetes and others add.
constexpr PublicMember kClaims[] = {
    {"iss", "issuer"},
    {"sub", "subject"},
    {"aud", "audience"},
    {"aud.0", "audience"},
    {"azp", "client_id"},
    {"client_id", "client_id"},
    {"appid", "client_id"},
    {"tid", "tenant"},
    {"jti", "token_id"},
    {"email", "email"},
    {"scope", "scope"},
    {"role", "role"},
    {"ref", "project"},
    {"account_id", "account"},
    {"key_id", "key_id"},
    {"uid", "user_id"},
    {"actid", "account"},
    {"kubernetes.io.namespace", "namespace"},
    {"kubernetes.io/serviceaccount/namespace", "namespace"},
    {"exp", "expires", true},
    {"nbf", "not_before", true},
    {"iat", "issued", true},
};
constexpr PublicMember kHeader[] = {{"kid", "key_id"}, {"alg", "algorithm"}};
constexpr PublicMember kGrafanaCloud[] = {
    {"o", "organization"}, {"n", "token_name"}, {"m.r", "region"}};
constexpr PublicMember kGrafanaLegacy[] = {{"n", "key_name"}, {"id", "organization"}};
constexpr PublicMember kSentry[] = {
    {"org", "organization"}, {"url", "url"}, {"region_url", "region_url"}, {"iat", "issued", true}};
constexpr PublicMember kOnePassword[] = {{"signInAddress", "host"}, {"email", "email"}};
constexpr PublicMember kMapbox[] = {{"u", "user"}, {"a", "token_id"}};
constexpr PublicMember kTunnel[] = {{"a", "account"}, {"t", "tunnel"}};

void reveal_members(std::string_view base64, std::span<const PublicMember> members,
                    IdentityPairs& pairs) {
  const auto json = from_base64(base64);
  const auto object = json ? JsonObject::parse(*json) : std::nullopt;
  if (!object) return;
  for (const PublicMember& wanted : members) {
    const JsonMember* member = object->find(wanted.path);
    if (member == nullptr || (!member->is_text && member->value == "null")) continue;
    if (wanted.is_time) {
      add(pairs, std::string(wanted.name), time_of(member->value));
    } else {
      add(pairs, std::string(wanted.name), std::string_view(member->value));
    }
  }
}

IdentityPairs reveal(std::string_view base64, std::span<const PublicMember> members) {
  IdentityPairs pairs;
  reveal_members(base64, members, pairs);
  return pairs;
}

// The signature is the secret of it, and is not looked at.
IdentityPairs reveal_jwt(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::size_t begin = source.secret.find("eyJ");
  if (begin == std::string_view::npos) return pairs;
  const std::string_view token = source.secret.substr(begin);
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return pairs;
  const std::string_view rest = token.substr(first + 1);
  reveal_members(token.substr(0, first), kHeader, pairs);
  reveal_members(rest.substr(0, rest.find('.')), kClaims, pairs);
  return pairs;
}

IdentityPairs reveal_wrapped_jwt(const IdentitySource& source) {
  const auto token = from_base64(source.secret);
  return token ? reveal_jwt({*token, *token, *token}) : IdentityPairs{};
}

IdentityPairs reveal_grafana_cloud(const IdentitySource& source) {
  return reveal(part_behind(source.secret, "glc_", ""), kGrafanaCloud);
}
IdentityPairs reveal_grafana_legacy(const IdentitySource& source) {
  return reveal(source.secret, kGrafanaLegacy);
}
IdentityPairs reveal_sentry(const IdentitySource& source) {
  return reveal(part_behind(source.secret, "sntrys_", "_"), kSentry);
}
IdentityPairs reveal_onepassword(const IdentitySource& source) {
  return reveal(part_behind(source.secret, "ops_", ""), kOnePassword);
}
IdentityPairs reveal_mapbox(const IdentitySource& source) {
  return reveal(part_behind(source.secret, ".", "."), kMapbox);
}
IdentityPairs reveal_tunnel(const IdentitySource& source) { return reveal(source.secret, kTunnel); }

}  // namespace

std::vector<IdentityDecoder> json_identities() {
  return {{"cloudflare-tunnel", reveal_tunnel},      {"grafana-cloud", reveal_grafana_cloud},
          {"grafana-legacy", reveal_grafana_legacy}, {"jwt", reveal_jwt},
          {"jwt-wrapped", reveal_wrapped_jwt},       {"mapbox", reveal_mapbox},
          {"onepassword", reveal_onepassword},       {"sentry-org", reveal_sentry}};
}

}  // namespace keyhound
