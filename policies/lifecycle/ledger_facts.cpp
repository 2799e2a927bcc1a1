// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/ledger_facts.h"

#include <algorithm>

namespace keyhound {
namespace {

RevocationCheck check_of(const RevocationRecord& record) {
  RevocationCheck check;
  check.method = record.method;
  check.at.at = record.at;
  check.at.source = record.method;
  check.at.by = record.by;
  check.result = record.result;
  // People may record that it was refused, and leave the word for it out.
  if (check.result.empty()) check.result = record.is_dead ? "refused" : "active";
  check.evidence = record.evidence.empty() ? "ledger" : record.evidence;
  return check;
}

}  // namespace

LedgerFacts ledger_facts_of(const LedgerHistory& history) {
  LedgerFacts facts;
  for (const auto& [id, policy] : history.policies)
    facts.policies.push_back({id, policy.last, static_cast<std::int64_t>(policy.evaluations)});
  for (const auto& [id, credential] : history.credentials) {
    if (!credential.registered_by.empty())
      facts.creations[id] = {credential.registered_by, *credential.registered};
    for (const RevocationRecord& check : credential.checks)
      facts.checks[id].push_back({check.fingerprint, check_of(check)});
  }
  for (const auto& [fingerprint, value] : history.findings) {
    if (!value.weak && !value.credential.empty() && !value.is_false_positive)
      facts.exposed[value.credential].push_back(fingerprint);
    std::vector<RevocationRecord> checks =
        checks_of(history, fingerprint, value.weak ? std::string_view() : value.credential);
    // Who vouches for it has not tried it.
    std::erase_if(checks, [](const auto& check) { return !is_observing_source(check.method); });
    const bool is_checked = std::any_of(
        checks.begin(), checks.end(), [](const auto& check) { return !check.fingerprint.empty(); });
    if (is_checked) facts.values[fingerprint] = check_of(checks.back());
  }
  return facts;
}

}  // namespace keyhound
