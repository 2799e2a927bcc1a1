// SPDX-License-Identifier: Apache-2.0
// Stands in until requests are sent.
#include "scanner/verify/offline/offline_proof.h"
#include "scanner/verify/run/verification_cache.h"
#include "scanner/verify/run/verification_run.h"

namespace keyhound {
struct VerificationCache::State {};
VerificationCache::VerificationCache(std::unique_ptr<State> state) : state_(std::move(state)) {}
VerificationCache::VerificationCache(VerificationCache&&) noexcept = default;
VerificationCache& VerificationCache::operator=(VerificationCache&&) noexcept = default;
VerificationCache::~VerificationCache() = default;
Result<VerificationCache> VerificationCache::open(const std::string&) {
  return VerificationCache(std::make_unique<State>());
}
std::optional<Liveness> VerificationCache::find(std::string_view, std::string_view,
                                                Timestamp) const {
  return std::nullopt;
}
Status VerificationCache::add(std::string_view, std::string_view, const Liveness&) { return {}; }
Result<std::vector<Liveness>> run_verification(const std::vector<VerificationCandidate>&,
                                               const std::vector<PlannedVerification>& plan,
                                               const RequestSettings&, const HttpOptions&,
                                               const VerificationLimits&, const OnVerified&) {
  std::vector<Liveness> all;
  for (const auto& entry : plan) all.push_back(entry.known);
  return all;
}
std::optional<Liveness> offline_proof(const VerificationCandidate&, Timestamp) {
  return std::nullopt;
}
}  // namespace keyhound
