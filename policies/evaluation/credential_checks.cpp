// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/credential_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "policies/registry/key_ids.h"
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

bool is_refused(const ValueCheck& check) { return is_dead_result(check.check.result); }

// Of equal times what names a value: it was tried itself.
const ValueCheck* decisive(const Newest& newest) {
  const ValueCheck* decisive = nullptr;
  for (const auto& [fingerprint, check] : newest) {
    const bool is_worse = decisive != nullptr && !is_refused(*check) && is_refused(*decisive);
    const bool is_newer = decisive != nullptr && is_refused(*check) == is_refused(*decisive) &&
                          *decisive->check.at.at <= *check->check.at.at;
    if (decisive == nullptr || is_worse || is_newer) decisive = check;
  }
  return decisive;
}

// A value has a fingerprint under each key that was in use, and nothing here ties these together.
// Where all of the newest key are refused, and no key has more, those of the others are the same
// values; that all of an older one are refused says nothing of what the newest one found since.
ExposedValues count_exposed(const std::set<std::string_view>& values, const Newest& newest) {
  std::map<std::string, ExposedValues, KeyIdOrder> by_key;
  for (const std::string_view value : values) {
    ExposedValues& counts = by_key[key_id_of(value)];
    const auto check = newest.find(value);
    ++counts.known;
    counts.refused += check != newest.end() && is_refused(*check->second) ? 1 : 0;
  }
  if (by_key.empty()) return {};
  ExposedValues worst = by_key.rbegin()->second;
  for (const auto& [key, counts] : by_key) {
    const bool is_more = counts.known > worst.known && counts.refused < counts.known;
    const bool is_as_sure = counts.refused == counts.known && worst.refused == worst.known;
    if (is_more || (is_as_sure && counts.known > worst.known)) worst = counts;
  }
  return worst;
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
  check.provider = liveness.host;
  if (liveness.status != 0) {
    check.status = fmt::format("{}xx", liveness.status / 100);
    check.evidence += ", " + check.status;
  }
  return check;
}

CheckedRevocation checked_revocation(const Credential& credential, std::vector<ValueCheck> checks,
                                     const std::vector<std::string>& found, Timestamp now) {
  const Revocation& revoked = credential.lifecycle.revoked;
  // First, so that of equal times what a run saw counts.
  checks.insert(checks.begin(), {{}, revoked.verification});
  std::set<std::string_view> values(found.begin(), found.end());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (!checks[i].fingerprint.empty()) values.insert(checks[i].fingerprint);
    const std::optional<Timestamp>& at = checks[i].check.at.at;
    if (at && *at <= now && (!revoked.at.at || *revoked.at.at <= *at)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&checks](std::size_t a, std::size_t b) {
    return *checks[a].check.at.at < *checks[b].check.at.at;
  });
  Newest newest;
  const ValueCheck* attested = nullptr;
  for (const std::size_t i : order) {
    take(checks[i], newest);
    if (!is_by_system(checks[i].check) && is_refused(checks[i])) attested = &checks[i];
  }
  const ValueCheck* one = decisive(newest);
  CheckedRevocation answer;
  if (one != nullptr && !newest.contains("")) answer.exposed = count_exposed(values, newest);
  const bool is_partly = answer.exposed && answer.exposed->refused < answer.exposed->known;
  if (is_partly && is_refused(*one) && attested != nullptr) {
    one = attested;
    answer.exposed.reset();
  }
  if (one != nullptr && one != checks.data()) answer.check = one->check;
  return answer;
}

}  // namespace keyhound
