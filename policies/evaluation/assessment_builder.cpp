// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/assessment_builder.h"

#include <functional>
#include <string_view>
#include <utility>

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
    : said_(policies.policies().size()) {
  assessment_.policies_digest = policies.digest();
  for (const PolicyInfo& info : policies.infos()) assessment_.counts.push_back({info.id, {}, {}});
}

std::uint32_t AssessmentBuilder::subject(AssessedSubject subject) {
  const std::size_t hash = std::hash<std::string_view>()(subject.id);
  const auto [first, last] = subjects_.equal_range(hash);
  for (auto known = first; known != last; ++known)
    if (assessment_.subjects[known->second].id == subject.id) return known->second;
  const auto next = static_cast<std::uint32_t>(assessment_.subjects.size());
  assessment_.subjects.push_back(std::move(subject));
  subjects_.emplace(hash, next);
  return next;
}

void AssessmentBuilder::reserve(std::size_t more) {
  assessment_.subjects.reserve(assessment_.subjects.size() + more);
  subjects_.reserve(subjects_.size() + more);
}

void AssessmentBuilder::add(std::size_t policy, std::uint32_t subject,
                            const SharedVerdict& verdict) {
  if (verdict->outcome == Outcome::kNotApplicable) {
    said_[policy].not_applicable.push_back(subject);
  } else {
    said_[policy].verdicts.push_back({subject, verdict});
  }
}

void AssessmentBuilder::note(std::size_t policy, std::string reason) {
  assessment_.counts[policy].note = std::move(reason);
}

void AssessmentBuilder::list_registry(const Registry& registry, Timestamp now) {
  assessment_.has_registry = true;
  assessment_.credentials.reserve(registry.credentials.size());
  for (const Credential& credential : registry.credentials)
    assessment_.credentials.push_back(summary_of(credential));
  for (const Exception& exception : registry.exceptions)
    assessment_.exceptions.push_back(summary_of(exception, now));
}

void AssessmentBuilder::count_finding(std::size_t credential) {
  ++assessment_.credentials[credential].findings;
}

// Of equally bad verdicts about a subject the first counts, and any says more than that the policy
// does not apply.
void AssessmentBuilder::take_said(std::size_t policy) {
  Said said = std::move(said_[policy]);
  worst_.assign(assessment_.subjects.size(), nullptr);
  for (const AssessedVerdict& one : said.verdicts) {
    const SharedVerdict*& worst = worst_[one.subject];
    const bool is_worse =
        worst == nullptr || badness(one.verdict->outcome) > badness((*worst)->outcome);
    if (is_worse) worst = &one.verdict;
  }
  auto& outcomes = assessment_.counts[policy].outcomes;
  for (std::uint32_t subject = 0; subject < worst_.size(); ++subject) {
    if (worst_[subject] == nullptr) continue;
    ++outcomes[static_cast<std::size_t>((*worst_[subject])->outcome)];
    assessment_.verdicts.push_back({subject, *worst_[subject]});
  }
  static const SharedVerdict kCounted;
  for (const std::uint32_t subject : said.not_applicable) {
    if (std::exchange(worst_[subject], &kCounted) == nullptr)
      ++outcomes[static_cast<std::size_t>(Outcome::kNotApplicable)];
  }
}

Assessment AssessmentBuilder::take() {
  std::size_t most = 0;
  for (const Said& said : said_) most += said.verdicts.size();
  assessment_.verdicts.reserve(most);
  for (std::size_t policy = 0; policy < said_.size(); ++policy) take_said(policy);
  subjects_.clear();
  return std::move(assessment_);
}

}  // namespace keyhound
