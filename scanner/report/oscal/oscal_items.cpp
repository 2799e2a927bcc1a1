// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scanner/base/text_encode.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/oscal/oscal_text.h"
#include "scanner/report/sarif/artifact_uri.h"

namespace keyhound {

namespace {

Json origins(const OscalSource& source) {
  const Json actor = {{"type", "tool"}, {"actor-uuid", source.tool_id()}};
  return Json::array({oscal_member("actors", Json::array({actor}))});
}

// Records of the registry are examined; what stands in repositories is tested.
std::string_view method_of(std::string_view subject_id) {
  constexpr std::array<std::string_view, 3> kRecords = {"credential:", "exception:", "policy:"};
  const bool is_record = std::any_of(kRecords.begin(), kRecords.end(), [&](std::string_view start) {
    return subject_id.starts_with(start);
  });
  return is_record ? "EXAMINE" : "TEST";
}

// A credential of the inventory, else the repository that the subject stands in.
Json subject_reference(const OscalSource& source, const AssessedSubject& subject) {
  const bool in_inventory = source.is_listed(subject.credential);
  return {
      {"subject-uuid", in_inventory ? source.credential_id(subject.credential) : source.scope_id()},
      {"type", in_inventory ? "inventory-item" : "component"},
      {"title", oscal_markup(subject.id)}};
}

// Whether the value still works is evidence for what policies say of it.
void add_liveness(Json& props, const Finding* finding) {
  if (finding == nullptr) return;
  const Liveness& liveness = finding->liveness;
  add_prop(props, "liveness", to_string(liveness.state));
  add_prop(props, "liveness-at", liveness.at ? oscal_time(*liveness.at) : "");
  add_prop(props, "liveness-source", liveness.source);
  add_prop(props, "liveness-verifier", liveness.verifier);
  add_prop(props, "liveness-host", liveness.host);
  add_prop(props, "liveness-status", liveness.status == 0 ? "" : std::to_string(liveness.status));
  add_prop(props, "liveness-reason", liveness.reason);
}

Json verdict_props(const OscalSource& source, const AssessedVerdict& assessed) {
  const AssessedSubject& subject = source.subject(assessed);
  const PolicyVerdict& verdict = *assessed.verdict;
  Json props = Json::array();
  add_prop(props, "policy-id", verdict.policy_id);
  add_prop(props, "subject-id", subject.id);
  add_prop(props, "outcome", to_string(verdict.outcome));
  add_prop(props, "level", to_string(verdict.level));
  add_prop(props, "credential-id", subject.credential);
  add_prop(props, "owner", subject.owner);
  add_prop(props, "exception-id", verdict.exception_id);
  add_liveness(props, source.checked_finding(assessed));
  return props;
}

void add_evidence(Json& observation, const Location& place) {
  if (place.path.empty()) return;
  Json evidence = {{"href", fmt::format("{}#L{}", artifact_uri(place), place.start.line)}};
  evidence["description"] = oscal_markup(fmt::format("{}:{}", place.path, place.start.line));
  observation["relevant-evidence"] = Json::array({std::move(evidence)});
}

std::string describe(const PolicyVerdict& verdict) {
  if (!verdict.message.empty()) return oscal_markup(verdict.message);
  return fmt::format("The policy's outcome is '{}'.", to_string(verdict.outcome));
}

void add_time(Json& props, std::string_view name, const std::optional<Timestamp>& time) {
  if (time) add_prop(props, name, oscal_time(*time));
}

void add_exception(Json& risk, const OscalSource& source, const AssessedVerdict& assessed) {
  const ExceptionSummary* exception = source.exception_of(*assessed.verdict);
  if (exception == nullptr) return;
  add_prop(risk["props"], "ticket", exception->ticket);
  add_prop(risk["props"], "approver", exception->approver);
  add_prop(risk["props"], "requested-by", exception->requested_by);
  if (exception->expires) risk["deadline"] = oscal_time(*exception->expires);
  if (exception->compensating_control.empty()) return;
  risk["mitigating-factors"] =
      Json::array({{{"uuid", source.verdict_id("mitigating-factor", assessed)},
                    {"description", oscal_markup(exception->compensating_control)}}});
}

}  // namespace

Json oscal_components(const OscalSource& source) {
  const Json operational = oscal_member("state", "operational");
  Json tool_props = Json::array({{{"name", "version"}, {"value", KEYHOUND_VERSION}}});
  add_prop(tool_props, "rules-digest", source.result().rules_digest);
  add_prop(tool_props, "policies-digest", source.assessment().policies_digest);
  add_prop(tool_props, "registry-digest", source.assessment().registry_digest);
  const Json tool = {
      {"uuid", source.tool_id()},
      {"type", "software"},
      {"title", "keyhound"},
      {"description", "Finds credentials in repositories and judges them by policies."},
      {"props", std::move(tool_props)},
      {"status", operational}};
  Json scope_props = Json::array();
  const ScanInfo& scan = source.result().scan;
  add_prop(scope_props, "scan-kind", scan.kind.empty() ? "unknown" : scan.kind);
  add_prop(scope_props, "head", scan.head);
  add_prop(scope_props, "repository-uri", repository_uri(scan.repository_uri));
  const Json scope = {{"uuid", source.scope_id()},
                      {"type", "software"},
                      {"title", oscal_markup(source.scope())},
                      {"description", "The repository or folder that was scanned."},
                      {"props", std::move(scope_props)},
                      {"status", operational}};
  return Json::array({tool, scope});
}

Json oscal_inventory_item(const OscalSource& source, const CredentialSummary& credential) {
  Json props = Json::array({{{"name", "asset-id"}, {"value", oscal_string(credential.id)}}});
  add_prop(props, "kind", credential.kind);
  add_prop(props, "type", credential.type);
  add_prop(props, "status", credential.status);
  add_prop(props, "environment", credential.environment);
  add_prop(props, "provider", credential.provider);
  add_prop(props, "operator", credential.operator_party);
  add_time(props, "created", credential.created);
  add_time(props, "last-rotated", credential.last_rotated);
  add_time(props, "rotation-due", credential.rotation_due);
  add_time(props, "expires", credential.expires);
  add_time(props, "revoked", credential.revoked);
  add_prop(props, "findings", std::to_string(credential.findings));
  Json item = {
      {"uuid", source.credential_id(credential.id)},
      {"description", oscal_markup(credential.title.empty() ? credential.id : credential.title)},
      {"props", std::move(props)}};
  if (!credential.owner.empty()) {
    Json party = oscal_member("role-id", "asset-owner");
    party["party-uuids"] = Json::array({source.party_id(credential.owner)});
    item["responsible-parties"] = Json::array({std::move(party)});
  }
  return item;
}

Json oscal_observation(const OscalSource& source, const AssessedVerdict& assessed) {
  const AssessedSubject& subject = source.subject(assessed);
  const PolicyVerdict& verdict = *assessed.verdict;
  Json observation = {
      {"uuid", source.verdict_id("observation", assessed)},
      {"title", oscal_markup(verdict.policy_id + " of " + subject.id)},
      {"description", describe(verdict)},
      {"props", verdict_props(source, assessed)},
      {"methods", Json::array({method_of(subject.id)})},
      {"types", Json::array({verdict.outcome == Outcome::kPass ? "control-objective" : "finding"})},
      {"origins", origins(source)},
      {"subjects", Json::array({subject_reference(source, subject)})}};
  add_evidence(observation, subject.place);
  observation["collected"] = oscal_time(source.time());
  return observation;
}

Json oscal_diagnostic(const OscalSource& source, const Diagnostic& diagnostic, std::size_t place) {
  Json props = Json::array();
  add_prop(props, "diagnostic", diagnostic.kind);
  add_prop(props, "incomplete", diagnostic.incomplete ? "true" : "false");
  const std::string_view title = diagnostic.incomplete ? "Not read: " : "Note: ";
  return {{"uuid", source.diagnostic_id(diagnostic, place)},
          {"title", oscal_markup(std::string(title) + diagnostic.kind)},
          {"description", oscal_markup(diagnostic.subject + ": " + diagnostic.message)},
          {"props", std::move(props)},
          {"methods", Json::array({"TEST"})},
          {"types", Json::array({"coverage"})},
          {"origins", origins(source)},
          {"collected", oscal_time(source.time())}};
}

Json oscal_risk(const OscalSource& source, const AssessedVerdict& assessed) {
  const AssessedSubject& subject = source.subject(assessed);
  const PolicyVerdict& verdict = *assessed.verdict;
  const PolicyInfo* policy = find_policy_info(source.result(), verdict.policy_id);
  const bool has_statement = policy != nullptr && !policy->description.empty();
  Json risk = {
      {"uuid", source.verdict_id("risk", assessed)},
      {"title", oscal_markup(oscal_policy_title(source, verdict.policy_id) + ": " + subject.id)},
      {"description", describe(verdict)},
      {"statement", has_statement ? oscal_markup(policy->description) : describe(verdict)},
      {"props", verdict_props(source, assessed)},
      {"status", verdict.outcome == Outcome::kWaived ? "deviation-approved" : "open"},
      {"origins", origins(source)}};
  if (policy != nullptr) add_prop(risk["props"], "score", fmt::format("{:.1f}", policy->score));
  add_exception(risk, source, assessed);
  std::string remedy(verdict.remedy);
  if (remedy.empty() && policy != nullptr) remedy = policy->remedy;
  if (!remedy.empty()) {
    risk["remediations"] = Json::array({{{"uuid", source.verdict_id("remediation", assessed)},
                                         {"lifecycle", "recommendation"},
                                         {"title", "Remedy"},
                                         {"description", oscal_markup(remedy)}}});
  }
  risk["related-observations"] =
      Json::array({oscal_member("observation-uuid", source.verdict_id("observation", assessed))});
  return risk;
}

std::string oscal_policy_title(const OscalSource& source, std::string_view policy_id) {
  const PolicyInfo* policy = find_policy_info(source.result(), policy_id);
  return policy == nullptr || policy->title.empty() ? std::string(policy_id) : policy->title;
}

}  // namespace keyhound
