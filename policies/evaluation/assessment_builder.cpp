// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/assessment_builder.h"

#include <algorithm>

#include "policies/evaluation/registry_location.h"

namespace keyhound {
namespace {

CredentialSummary summary_of(const Credential& credential) {
  CredentialSummary summary;
  summary.id = credential.id;
  summary.title = credential.title;
  summary.kind = credential.kind;
  summary.type = credential.type;
  summary.status = credential.status;
  summary.owner = credential.owner.accountable;
  summary.operator_party = credential.owner.operator_party;
  summary.environment = credential.scope.environment;
  summary.provider = credential.scope.provider;
  const Lifecycle& lifecycle = credential.lifecycle;
  summary.created = lifecycle.created.at;
  summary.last_rotated = lifecycle.last_rotated.at;
  const std::optional<Timestamp> start =
      lifecycle.last_rotated.at ? lifecycle.last_rotated.at : lifecycle.created.at;
  if (start && lifecycle.rotation.period)
    summary.rotation_due = *start + *lifecycle.rotation.period;
  summary.expires = lifecycle.expires.at;
  summary.revoked = lifecycle.revoked.at.at;
  summary.place = location_of(credential.place);
  return summary;
}

ExceptionSummary summary_of(const Exception& exception, Timestamp now) {
  ExceptionSummary summary;
  summary.id = exception.id;
  summary.credential = exception.applies_to.credential;
  summary.policies = exception.applies_to.policies;
  summary.reason = exception.reason;
  summary.approver = exception.approver;
  summary.requested_by = exception.requested_by;
  summary.ticket = exception.ticket;
  summary.compensating_control = exception.compensating_control;
  summary.granted = exception.granted;
  summary.expires = exception.expires;
  summary.is_in_force = reason_not_in_force(exception, now).empty();
  return summary;
}

// Passing says more than not applying.
int rank(Outcome outcome) { return outcome == Outcome::kNotApplicable ? 0 : 1 + badness(outcome); }

// By subject, and of each the worst verdict, of equal ones the first.
void keep_worst(std::vector<AssessedVerdict>& verdicts) {
  const auto by_subject = [](const auto& a, const auto& b) { return a.subject < b.subject; };
  if (!std::is_sorted(verdicts.begin(), verdicts.end(), by_subject))
    std::stable_sort(verdicts.begin(), verdicts.end(), by_subject);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (kept == 0 || verdicts[kept - 1].subject != verdicts[i].subject) {
      if (kept != i) verdicts[kept] = std::move(verdicts[i]);
      ++kept;
    } else if (rank(verdicts[i].verdict->outcome) > rank(verdicts[kept - 1].verdict->outcome)) {
      verdicts[kept - 1] = std::move(verdicts[i]);
    }
  }
  verdicts.resize(kept);
}

}  // namespace

int badness(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFail:
      return 3;
    case Outcome::kError:
      return 2;
    case Outcome::kWaived:
      return 1;
    default:
      return 0;
  }
}

AssessmentBuilder::AssessmentBuilder(const PolicySet& policies)
    : verdicts_(policies.policies().size()) {
  assessment_.policies_digest = policies.digest();
  for (const PolicyInfo& info : policies.infos()) assessment_.counts.push_back({info.id, {}, {}});
}

std::uint32_t AssessmentBuilder::subject(const AssessedSubject& subject) {
  const auto next = static_cast<std::uint32_t>(assessment_.subjects.size());
  const auto [entry, is_new] = subjects_.try_emplace(subject.id, next);
  if (is_new) assessment_.subjects.push_back(subject);
  return entry->second;
}

void AssessmentBuilder::add(std::size_t policy, std::uint32_t subject,
                            const SharedVerdict& verdict) {
  verdicts_[policy].push_back({subject, verdict});
}

void AssessmentBuilder::note(std::size_t policy, std::string reason) {
  assessment_.counts[policy].note = std::move(reason);
}

void AssessmentBuilder::list_registry(const Registry& registry, Timestamp now) {
  assessment_.has_registry = true;
  for (const Credential& credential : registry.credentials)
    assessment_.credentials.push_back(summary_of(credential));
  for (const Exception& exception : registry.exceptions)
    assessment_.exceptions.push_back(summary_of(exception, now));
}

void AssessmentBuilder::count_finding(std::size_t credential) {
  ++assessment_.credentials[credential].findings;
}

Assessment AssessmentBuilder::take() {
  for (std::size_t policy = 0; policy < verdicts_.size(); ++policy) {
    keep_worst(verdicts_[policy]);
    for (AssessedVerdict& one : verdicts_[policy]) {
      const Outcome outcome = one.verdict->outcome;
      ++assessment_.counts[policy].outcomes[static_cast<std::size_t>(outcome)];
      if (outcome != Outcome::kNotApplicable) assessment_.verdicts.push_back(std::move(one));
    }
    verdicts_[policy] = {};
  }
  return std::move(assessment_);
}

}  // namespace keyhound
