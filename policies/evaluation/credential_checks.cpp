// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/credential_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "policies/registry/revocation_result.h"

namespace keyhound {
namespace {

bool is_by_system(const RevocationCheck& check) { return is_observing_source(check.method); }

// By value; "" is the credential as a whole.
using Newest = std::map<std::string_view, const ValueCheck*>;

void take(const ValueCheck& check, Newest& newest) {
  const auto whole = newest.find("");
  const bool is_attested_so_far = whole != newest.end() && !is_by_system(whole->second->check);
  if (!is_by_system(check.check)) {
    if (newest.empty() || is_attested_so_far) newest[""] = &check;
    return;
  }
  if (check.fingerprint.empty() || is_attested_so_far) newest.clear();
  newest[check.fingerprint] = &check;
}

}  // namespace

RevocationCheck check_of(const Liveness& liveness) {
  RevocationCheck check;
  check.method = liveness.source;
  check.at.at = liveness.at;
  check.at.source = liveness.source;
  check.result = to_string(liveness.state);
  check.evidence = liveness.verifier;
  if (!liveness.host.empty()) check.evidence += " at " + liveness.host;
  if (liveness.status != 0) check.evidence += fmt::format(", {}xx", liveness.status / 100);
  return check;
}

std::optional<RevocationCheck> decisive_check(const Credential& credential,
                                              std::vector<ValueCheck> checks, Timestamp now) {
  const Revocation& revoked = credential.lifecycle.revoked;
  // First, so that of equal times what a run saw counts.
  checks.insert(checks.begin(), {{}, revoked.verification});
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const std::optional<Timestamp>& at = checks[i].check.at.at;
    if (at && *at <= now && (!revoked.at.at || *revoked.at.at <= *at)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&checks](std::size_t a, std::size_t b) {
    return *checks[a].check.at.at < *checks[b].check.at.at;
  });
  Newest newest;
  for (const std::size_t i : order) take(checks[i], newest);
  const ValueCheck* decisive = nullptr;
  for (const auto& [fingerprint, check] : newest) {
    const auto is_alive = [](const ValueCheck& one) { return !is_dead_result(one.check.result); };
    const bool is_worse = decisive != nullptr && is_alive(*check) && !is_alive(*decisive);
    // Of equal times what names a value: it was tried itself.
    const bool is_newer = decisive != nullptr && is_alive(*check) == is_alive(*decisive) &&
                          *decisive->check.at.at <= *check->check.at.at;
    if (decisive == nullptr || is_worse || is_newer) decisive = check;
  }
  if (decisive == nullptr || decisive == checks.data()) return std::nullopt;
  return decisive->check;
}

}  // namespace keyhound
