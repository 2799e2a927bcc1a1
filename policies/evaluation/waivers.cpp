// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/waivers.h"

#include <algorithm>

#include "scanner/base/glob.h"

namespace keyhound {
namespace {

bool is_for_repository(const Exception& exception, std::string_view repository) {
  const std::vector<std::string>& repos = exception.applies_to.repos;
  return repos.empty() ||
         (!repository.empty() && std::any_of(repos.begin(), repos.end(), [&](const auto& glob) {
           return glob_matches(glob, repository);
         }));
}

// That an exception expired must be waived by name: one that covers every policy of a credential
// would otherwise hide that its predecessor was never closed.
bool is_for_policy(const Exception& exception, std::string_view policy_id) {
  const std::vector<std::string>& policies = exception.applies_to.policies;
  if (policies.empty()) return !policy_id.starts_with("EXC");
  return std::find(policies.begin(), policies.end(), policy_id) != policies.end();
}

}  // namespace

std::string reason_not_in_force(const Exception& exception, Timestamp now) {
  if (exception.closure.at && *exception.closure.at <= now) {
    return "it was closed on " + format_timestamp(*exception.closure.at);
  }
  if (!exception.expires) return "it does not say when it ends";
  if (*exception.expires < now) return "it expired on " + format_timestamp(*exception.expires);
  if (exception.reason.empty()) return "it gives no reason";
  if (exception.ticket.empty()) return "it names no ticket";
  if (exception.approver.empty()) return "it names no approver";
  if (exception.approver == exception.requested_by) return "its requester approved it";
  if (!exception.granted) return "it does not say when it was granted";
  if (now < *exception.granted) {
    return "it is granted only from " + format_timestamp(*exception.granted);
  }
  return {};
}

Waivers::Waivers(const Registry& registry, Timestamp now) {
  for (const Exception& exception : registry.exceptions) {
    entries_.push_back({&exception, reason_not_in_force(exception, now)});
  }
  std::stable_partition(entries_.begin(), entries_.end(),
                        [](const Entry& entry) { return entry.reason.empty(); });
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    by_credential_[entries_[i].exception->applies_to.credential].push_back(i);
  }
}

const Waivers::Entry* Waivers::best_of(const std::vector<std::size_t>& candidates,
                                       std::string_view policy_id, std::string_view repository,
                                       const Exception* except) const {
  for (const std::size_t index : candidates) {
    const Entry& entry = entries_[index];
    const Exception& exception = *entry.exception;
    if (&exception == except) continue;
    if (is_for_policy(exception, policy_id) && is_for_repository(exception, repository))
      return &entry;
  }
  return nullptr;
}

Waivers::Answer Waivers::find(std::string_view policy_id, std::string_view credential_id,
                              std::string_view repository, const Exception* except) const {
  const Entry* best = nullptr;
  for (const std::string_view key : {credential_id, std::string_view()}) {
    const auto candidates = by_credential_.find(key);
    if (candidates == by_credential_.end()) continue;
    const Entry* found = best_of(candidates->second, policy_id, repository, except);
    if (found != nullptr && (best == nullptr || found < best)) best = found;
    if (credential_id.empty()) break;
  }
  return best == nullptr ? Answer{} : Answer{best->exception, best->reason};
}

}  // namespace keyhound
