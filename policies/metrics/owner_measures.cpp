// SPDX-License-Identifier: Apache-2.0
// Who answers for credentials in use: those that are neither revoked nor retired.
#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

enum class OwnerState { kActive, kNobody, kThirdParty, kUnlisted, kGone };

class Owners {
 public:
  explicit Owners(const MetricsInput& input) : input_(input), index_(input.registry, nullptr) {}

  [[nodiscard]] OwnerState state_of(const Credential& credential) const {
    if (credential.owner.accountable.empty()) return OwnerState::kNobody;
    const Party* party = index_.party(credential.owner.accountable);
    if (party == nullptr) return OwnerState::kUnlisted;
    if (!party->is_internal()) return OwnerState::kThirdParty;
    return is_active(*party, input_.now) ? OwnerState::kActive : OwnerState::kGone;
  }

  // Since when nobody active answers for it; nullopt: not known.
  [[nodiscard]] std::optional<Timestamp> orphaned_since(const Credential& credential) const {
    const OwnerState state = state_of(credential);
    if (state == OwnerState::kNobody || state == OwnerState::kThirdParty)
      return credential.lifecycle.created.at;
    if (state != OwnerState::kGone) return std::nullopt;
    const Party* party = index_.party(credential.owner.accountable);
    if (party->valid_until && *party->valid_until < input_.now) return party->valid_until;
    if (input_.history == nullptr) return std::nullopt;
    const auto known = input_.history->credentials.find(credential.id);
    return known == input_.history->credentials.end() ? std::nullopt
                                                      : known->second.owner_invalidated;
  }

 private:
  const MetricsInput& input_;
  RegistryIndex index_;
};

void exclude(OwnerState state, Exclusions& exclusions) {
  if (state == OwnerState::kUnlisted)
    exclusions.add(
        "counted as no active owner: the party that is named is not listed under parties");
}

}  // namespace

Measure active_owners(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  const Owners owners(input);
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential)) continue;
    ++whole;
    const OwnerState state = owners.state_of(credential);
    if (state == OwnerState::kActive) ++part;
    exclude(state, exclusions);
  }
  return {share_of(part, whole, kNoneInUse), exclusions.take()};
}

Measure confirmed_owners(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential)) continue;
    ++whole;
    const Owner& owner = credential.owner;
    const bool is_confirmed = !owner.accountable.empty() && credential.status != "proposed";
    if (is_confirmed) ++part;
  }
  return {share_of(part, whole, kNoneInUse), {}};
}

Measure orphaned_credentials(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  const Owners owners(input);
  Exclusions exclusions;
  std::uint64_t count = 0;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential)) continue;
    const OwnerState state = owners.state_of(credential);
    if (state != OwnerState::kActive) ++count;
    exclude(state, exclusions);
  }
  return {Count{count}, exclusions.take()};
}

Measure orphaned_credential_age(const MetricsInput& input) {
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  const Owners owners(input);
  Exclusions exclusions;
  std::vector<Sample> samples;
  for (const Credential& credential : input.registry->credentials) {
    if (!is_in_use(credential) || owners.state_of(credential) == OwnerState::kActive) continue;
    const auto since = owners.orphaned_since(credential);
    if (since && *since <= input.now) {
      samples.push_back({input.now - *since, false});
    } else {
      exclusions.add("not recorded since when nobody answers for it");
    }
  }
  return {lengths_of(std::move(samples), "no orphaned credential with a known beginning"),
          exclusions.take()};
}

Measure orphaned_leaks(const MetricsInput& input) {
  if (input.history == nullptr) return {NoData{kNoLedger}, {}};
  Exclusions exclusions;
  std::vector<Sample> samples;
  for (const Incident& incident : input.incidents) {
    if (!is_open(incident.state) || !incident.owner.empty()) continue;
    if (incident.detected && *incident.detected <= input.now) {
      samples.push_back({input.now - *incident.detected, false});
    } else {
      exclusions.add("not recorded when it was detected");
    }
  }
  return {lengths_of(std::move(samples), "no open leak without an owner"), exclusions.take()};
}

}  // namespace keyhound
