// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/registry_data.h"

#include <unordered_map>

#include "scanner/base/text_encode.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/html/page_text.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kRotationPolicies = "ROT";

// Worse is greater. What does not apply is no verdict.
int badness(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFail:
      return 4;
    case Outcome::kError:
      return 3;
    case Outcome::kWaived:
      return 2;
    case Outcome::kPass:
      return 1;
    case Outcome::kNotApplicable:
      break;
  }
  return 0;
}

struct RotationVerdicts {
  Outcome worst = Outcome::kNotApplicable;
  Json objections = Json::array();  // all that is no pass
};

std::unordered_map<std::string, RotationVerdicts> rotation_of(const Assessment& assessment) {
  std::unordered_map<std::string, RotationVerdicts> rotation;
  for (const AssessedVerdict& one : assessment.verdicts) {
    const PolicyVerdict& verdict = *one.verdict;
    const std::string& credential = assessment.subjects[one.subject].credential;
    if (credential.empty() || !verdict.policy_id.starts_with(kRotationPolicies)) continue;
    RotationVerdicts& all = rotation[credential];
    if (badness(verdict.outcome) > badness(all.worst)) all.worst = verdict.outcome;
    if (verdict.outcome == Outcome::kPass) continue;
    Json object = {{"policy", escape_for_terminal(verdict.policy_id)},
                   {"outcome", to_string(verdict.outcome)}};
    add_shown(object, "message", verdict.message);
    add_shown(object, "exception", verdict.exception_id);
    all.objections.push_back(std::move(object));
  }
  return rotation;
}

void add_time(Json& object, const char* name, const std::optional<Timestamp>& time) {
  if (time) object[name] = page_time(*time);
}

Json credential_data(const CredentialSummary& credential) {
  Json object = Json::object();
  add_shown(object, "id", credential.id);
  add_shown(object, "title", credential.title);
  add_shown(object, "kind", credential.kind);
  add_shown(object, "status", credential.status);
  add_shown(object, "owner", credential.owner);
  add_shown(object, "operator", credential.operator_party);
  add_shown(object, "environment", credential.environment);
  add_shown(object, "provider", credential.provider);
  add_time(object, "created", credential.created);
  add_time(object, "last_rotated", credential.last_rotated);
  add_time(object, "rotation_due", credential.rotation_due);
  add_time(object, "expires", credential.expires);
  add_time(object, "revoked", credential.revoked);
  object["findings"] = credential.findings;
  add_shown(object, "place", describe_place(credential.place, ""));
  return object;
}

}  // namespace

Json credentials_data(const Assessment& assessment) {
  auto rotation = rotation_of(assessment);
  Json list = Json::array();
  for (const CredentialSummary& credential : assessment.credentials) {
    Json object = credential_data(credential);
    const auto found = rotation.find(credential.id);
    if (found != rotation.end()) {
      object["rotation"] = to_string(found->second.worst);
      if (!found->second.objections.empty()) object["verdicts"] = found->second.objections;
    }
    list.push_back(std::move(object));
  }
  return list;
}

Json exceptions_data(const Assessment& assessment) {
  Json list = Json::array();
  for (const ExceptionSummary& exception : assessment.exceptions) {
    Json object = Json::object();
    add_shown(object, "id", exception.id);
    add_shown(object, "credential", exception.credential);
    std::string policies;
    for (const std::string& policy : exception.policies)
      policies += (policies.empty() ? "" : ", ") + policy;
    add_shown(object, "policies", policies);
    add_shown(object, "reason", exception.reason);
    add_shown(object, "approver", exception.approver);
    add_shown(object, "ticket", exception.ticket);
    add_time(object, "expires", exception.expires);
    object["in_force"] = exception.is_in_force;
    list.push_back(std::move(object));
  }
  return list;
}

Json policies_data(const ScanResult& result) {
  Json list = Json::array();
  for (const PolicyCounts& counts : result.assessment->counts) {
    Json object = {{"id", escape_for_terminal(counts.policy_id)}};
    if (const PolicyInfo* policy = find_policy_info(result, counts.policy_id)) {
      add_shown(object, "title", policy->title);
      object["level"] = to_string(policy->level);
    }
    for (std::size_t i = 0; i < kOutcomes; ++i)
      object[std::string(to_string(static_cast<Outcome>(i)))] = counts.outcomes[i];
    add_shown(object, "note", counts.note);
    list.push_back(std::move(object));
  }
  return list;
}

Json suppressions_data(const std::vector<Suppression>& suppressions) {
  Json list = Json::array();
  for (const Suppression& suppression : suppressions) {
    Json object = Json::object();
    add_shown(object, "kind", suppression.kind);
    add_shown(object, "rule", suppression.rule_id);
    add_shown(object, "exception", suppression.exception_id);
    add_shown(object, "reason", suppression.reason);
    add_time(object, "until", suppression.until);
    object["used"] = suppression.is_used;
    add_shown(object, "place", describe_place(suppression.location, ""));
    add_shown(object, "repository", suppression.repository);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace keyhound
