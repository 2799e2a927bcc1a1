// SPDX-License-Identifier: Apache-2.0
// OSCAL plan of action and milestones (https://pages.nist.gov/OSCAL/): an item for each verdict
// that failed or that an exception covers, with its remedy and its deadline.
#include "scanner/report/oscal/oscal_items.h"
#include "scanner/report/oscal/oscal_sections.h"
#include "scanner/report/oscal/oscal_text.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

Json poam_item(const OscalSource& source, const AssessedVerdict& assessed) {
  const PolicyVerdict& verdict = *assessed.verdict;
  const AssessedSubject& subject = source.subject(assessed);
  Json props = Json::array();
  add_prop(props, "policy-id", verdict.policy_id);
  add_prop(props, "subject-id", subject.id);
  add_prop(props, "outcome", to_string(verdict.outcome));
  add_prop(props, "owner", subject.owner);
  const std::string description = verdict.message.empty() ? subject.id : verdict.message;
  return {
      {"uuid", source.verdict_id("poam-item", assessed)},
      {"title", oscal_markup(oscal_policy_title(source, verdict.policy_id) + ": " + subject.id)},
      {"description", oscal_markup(description)},
      {"props", std::move(props)},
      {"related-observations",
       Json::array({oscal_member("observation-uuid", source.verdict_id("observation", assessed))})},
      {"related-risks",
       Json::array({oscal_member("risk-uuid", source.verdict_id("risk", assessed))})}};
}

// OSCAL knows no plan without an item.
Json empty_item(const OscalSource& source) {
  return {{"uuid", source.policy_item_id("poam-item", "none")},
          {"title", "No open item"},
          {"description", source.result().assessment
                              ? "No policy failed and no exception is in force."
                              : "Nothing was judged: the scan ran without policies."}};
}

void write_items(JsonStream& out, const OscalSource& source) {
  OscalList list(out, "poam-items");
  for (const AssessedVerdict& assessed : source.assessment().verdicts) {
    if (!is_risk(assessed)) continue;
    list.add(poam_item(source, assessed));
    if (!out.ok()) return;
  }
  if (!list.is_open()) list.add(empty_item(source));
}

void render_oscal_poam(const ScanResult& result, const ReportOptions& /*options*/,
                       const ReportSink& sink) {
  JsonStream out(sink);
  const OscalSource source(result);
  begin_oscal_document(out, source, "plan-of-action-and-milestones");
  write_oscal_metadata(out, source, "Credential plan of action of ");
  out.member("system-id", {{"id", oscal_string(source.scope())}});
  write_oscal_local_definitions(out, source);
  write_oscal_observations(out, source, OscalVerdicts::kRisks);
  write_oscal_risks(out, source);
  write_items(out, source);
  end_oscal_document(out);
}

}  // namespace

extern const ReportFormat kOscalPoamFormat;
const ReportFormat kOscalPoamFormat = {
    "oscal-poam", "OSCAL 1.1.3 plan of action and milestones: what is to be done",
    render_oscal_poam};

}  // namespace keyhound
