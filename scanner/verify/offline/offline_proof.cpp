// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/offline/offline_proof.h"

#include <string>
#include <string_view>

#include "scanner/decode/identity.h"
#include "scanner/verify/offline/certificate_end.h"

namespace keyhound {
namespace {

struct StatedEnd {
  std::string_view proof;
  Timestamp at;
};

// What tells by the secret's own text that it says when it ends, and the decoder that reads it.
struct SelfDated {
  std::string_view mark;
  std::string_view decoder;
  std::string_view proof;
};
constexpr SelfDated kSelfDated[] = {
    {"eyJ", "jwt", "jwt-expiry"},
    {"sig=", "azure-sas", "sas-expiry"},
    {"X-Amz-Expires=", "aws-presigned-url", "presigned-url-expiry"},
    {"X-Goog-Expires=", "gcp-signed-url", "presigned-url-expiry"},
};

std::optional<StatedEnd> end_in(std::string_view proof, std::string_view text) {
  const auto time = parse_timestamp(text);
  return time ? std::optional(StatedEnd{proof, *time}) : std::nullopt;
}

// By what the credential looks like; others state their end in ways of their own.
std::string_view proof_name(const VerificationCandidate& candidate) {
  for (const SelfDated& kind : kSelfDated)
    if (candidate.parts.secret.find(kind.mark) != std::string::npos) return kind.proof;
  if (candidate.rule_id.find("-sas") != std::string::npos) return "sas-expiry";
  if (candidate.rule_id.find("presigned") != std::string::npos ||
      candidate.rule_id.find("signed-url") != std::string::npos)
    return "presigned-url-expiry";
  return "stated-expiry";
}

// The first that there is: what the scan read of it, what its own text says, a certificate in it.
std::optional<StatedEnd> end_of(const VerificationCandidate& candidate) {
  const auto& identity = candidate.parts.identity;
  if (const auto stated = identity.find("expires"); stated != identity.end())
    return end_in(proof_name(candidate), stated->second);
  const std::string& secret = candidate.parts.secret;
  for (const SelfDated& kind : kSelfDated) {
    if (secret.find(kind.mark) == std::string::npos) continue;
    for (const auto& [name, value] : revealed_identity(kind.decoder, {secret, secret, secret}))
      if (name == "expires") return end_in(kind.proof, value);
  }
  const auto certificate = certificate_end(secret);
  return certificate ? std::optional(StatedEnd{"certificate-dates", *certificate}) : std::nullopt;
}

Liveness proven(LivenessState state, std::string_view proof, Timestamp now, std::string reason) {
  Liveness liveness;
  liveness.state = state;
  liveness.at = now;
  liveness.source = "offline-proof";
  liveness.verifier = proof;
  liveness.reason = std::move(reason);
  return liveness;
}

}  // namespace

std::optional<Liveness> offline_proof(const VerificationCandidate& candidate, Timestamp now) {
  const auto end = end_of(candidate);
  if (end && end->at + kClockTolerance < now) {
    return proven(LivenessState::kExpired, end->proof, now, "ended " + format_timestamp(end->at));
  }
  if (candidate.has_wrong_checksum) {
    return proven(LivenessState::kIndeterminate, "checksum", now,
                  "its checksum is wrong: no provider issued it as it stands there");
  }
  return std::nullopt;
}

}  // namespace keyhound
