// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/revocation_evidence.h"

#include <algorithm>
#include <utility>

#include "policies/evaluation/leak.h"
#include "policies/evaluation/live_check.h"

namespace keyhound {
namespace {

bool is_value_of_entry(const Finding& finding) {
  return is_leak(finding) && !finding.credential.id.empty() && !finding.credential.weak;
}

}  // namespace

RevocationEvidence::RevocationEvidence(const Registry& registry, const LedgerFacts* ledger,
                                       const std::vector<const Finding*>& findings, Timestamp now)
    : now_(now) {
  for (const Finding* finding : findings) {
    for (const std::string& previous : finding->previous_fingerprints)
      newer_.emplace(previous, finding->fingerprint.short_form());
  }
  if (ledger != nullptr) add_ledger(registry, *ledger);
  for (const Finding* finding : findings) {
    if (is_value_of_entry(*finding) && is_live_check(finding->liveness)) add(*finding);
  }
  // What was found counts only where something was checked.
  for (const Finding* finding : findings) {
    if (is_value_of_entry(*finding) && has(finding->credential.id))
      found_[finding->credential.id].push_back(finding->fingerprint.short_form());
  }
}

const std::string& RevocationEvidence::current(const std::string& fingerprint) const {
  const auto newer = newer_.find(fingerprint);
  return newer == newer_.end() ? fingerprint : newer->second;
}

void RevocationEvidence::add_ledger(const Registry& registry, const LedgerFacts& ledger) {
  for (const Credential& credential : registry.credentials) {
    Checks checks;
    const auto known = ledger.checks.find(credential.id);
    if (known != ledger.checks.end()) checks = known->second;
    for (const FingerprintEntry& value : credential.identity.fingerprints) {
      const auto checked = ledger.values.find(value.value);
      if (checked != ledger.values.end()) checks.push_back({value.value, checked->second});
    }
    if (checks.empty()) continue;
    for (ValueCheck& check : checks) check.fingerprint = current(check.fingerprint);
    checks_.emplace(credential.id, std::move(checks));
  }
  for (const auto& [id, values] : ledger.exposed) {
    for (const std::string& value : values) found_[id].push_back(current(value));
  }
}

void RevocationEvidence::add(const Finding& finding) {
  RevocationCheck check = check_of(finding.liveness);
  check.at.at = std::min(*check.at.at, now_);  // it was made while the run went on
  checks_[finding.credential.id].push_back({finding.fingerprint.short_form(), std::move(check)});
}

CheckedRevocation RevocationEvidence::of(const Credential& credential) const {
  const auto checks = checks_.find(credential.id);
  if (checks == checks_.end()) return {};
  const auto found = found_.find(credential.id);
  return checked_revocation(credential, checks->second,
                            found == found_.end() ? std::vector<std::string>() : found->second,
                            now_);
}

}  // namespace keyhound
