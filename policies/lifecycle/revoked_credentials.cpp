// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_credentials.h"

#include <algorithm>

namespace keyhound {
namespace {

bool has_passed(const std::optional<Timestamp>& time, Timestamp now) {
  return time && *time <= now;
}

// Without regard to single values. Being retired says less than any other reason.
std::optional<RevokedCall> call_of_whole(const Credential& credential, Timestamp now) {
  const std::optional<Timestamp>& at = credential.lifecycle.revoked.at.at;
  if (has_passed(at, now)) return RevokedCall{RevokedBecause::kRevocation, at};
  if (credential.status == "revoked") return RevokedCall{RevokedBecause::kStatus, std::nullopt};
  if (credential.status == "retired") return RevokedCall{RevokedBecause::kRetired, std::nullopt};
  return std::nullopt;
}

}  // namespace

std::string_view to_string(RevokedBecause why) {
  switch (why) {
    case RevokedBecause::kRevocation:
      return "revoked";
    case RevokedBecause::kStatus:
      return "status revoked";
    case RevokedBecause::kReplaced:
      return "replaced";
    case RevokedBecause::kRetired:
      break;
  }
  return "status retired";
}

std::optional<RevokedCall> revoked_call(const Credential& credential, std::string_view fingerprint,
                                        Timestamp now) {
  const std::optional<RevokedCall> whole = call_of_whole(credential, now);
  if (whole && whole->why != RevokedBecause::kRetired) return whole;
  for (const FingerprintEntry& value : credential.identity.fingerprints) {
    if (value.value == fingerprint && has_passed(value.to, now))
      return RevokedCall{RevokedBecause::kReplaced, value.to};
  }
  return whole;
}

std::optional<RevokedCall> revoked_call(const Credential& credential, const Finding& finding,
                                        Timestamp now) {
  auto call = revoked_call(credential, finding.fingerprint.short_form(), now);
  for (const std::string& previous : finding.previous_fingerprints) {
    if (call && call->why != RevokedBecause::kRetired) break;
    if (auto earlier = revoked_call(credential, previous, now)) call = earlier;
  }
  return call;
}

std::vector<RevokedCredential> revoked_credentials(const Registry& registry, Timestamp now) {
  std::vector<RevokedCredential> revoked;
  for (const Credential& credential : registry.credentials) {
    RevokedCredential one{&credential, call_of_whole(credential, now), {}};
    for (const FingerprintEntry& value : credential.identity.fingerprints) {
      if (const auto call = revoked_call(credential, value.value, now))
        one.values.push_back({value.value, *call});
    }
    if (one.whole || !one.values.empty()) revoked.push_back(std::move(one));
  }
  return revoked;
}

}  // namespace keyhound
