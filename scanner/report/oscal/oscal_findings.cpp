// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_findings.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/oscal/oscal_items.h"
#include "scanner/report/oscal/oscal_sections.h"
#include "scanner/report/oscal/oscal_text.h"

namespace keyhound {

namespace {

struct Status {
  std::string_view state;
  std::string_view reason;
};

// Waived is never a pass, and what could not be decided is none either.
Status status_of(PolicyState state) {
  switch (state) {
    case PolicyState::kSatisfied:
      return {"satisfied", "pass"};
    case PolicyState::kFailed:
      return {"not-satisfied", "fail"};
    default:
      return {"not-satisfied", "other"};
  }
}

// In a catalog the ids of controls and of their parts are different; ours differ in case only.
std::string control_id(std::string_view policy_id) {
  std::string id = oscal_token(policy_id);
  for (char& c : id) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return id;
}

Json framework_props(const PolicyInfo* policy) {
  Json props = Json::array();
  if (policy == nullptr) return props;
  for (const auto& [framework, ids] : policy->controls) {
    for (const std::string& id : ids) add_prop(props, framework, id);
  }
  return props;
}

Json count_props(const PolicyCounts& counts) {
  Json props = Json::array();
  add_prop(props, "policy-id", counts.policy_id);
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    add_prop(props, to_string(static_cast<Outcome>(i)), std::to_string(counts.outcomes[i]));
  }
  return props;
}

// The finding's object is streamed: a policy can have a hundred thousand subjects.
void write_finding(JsonStream& out, const OscalSource& source, const PolicyCounts& counts) {
  const Status status = status_of(state_of(counts));
  const PolicyInfo* policy = find_policy_info(source.result(), counts.policy_id);
  const std::string title = oscal_markup(oscal_policy_title(source, counts.policy_id));
  Json props = count_props(counts);
  for (Json& prop : framework_props(policy)) props.push_back(std::move(prop));
  const Json target = {{"type", "objective-id"},
                       {"target-id", oscal_token(counts.policy_id)},
                       {"status", {{"state", status.state}, {"reason", status.reason}}}};
  out.begin_element_object();
  out.member("uuid", source.policy_item_id("finding", counts.policy_id));
  out.member("title", title);
  out.member("description",
             fmt::format("{}: {} passed, {} failed, {} waived, {} could not be decided.", title,
                         counts.of(Outcome::kPass), counts.of(Outcome::kFail),
                         counts.of(Outcome::kWaived), counts.of(Outcome::kError)));
  out.member("props", props);
  out.member("target", target);
  const auto verdicts = source.verdicts_of(counts.policy_id);
  OscalList observations(out, "related-observations");
  for (const AssessedVerdict& one : verdicts) {
    observations.add(oscal_member("observation-uuid", source.verdict_id("observation", one)));
  }
  observations.end();
  OscalList risks(out, "related-risks");
  for (const AssessedVerdict& one : verdicts) {
    if (is_risk(one)) risks.add(oscal_member("risk-uuid", source.verdict_id("risk", one)));
  }
  risks.end();
  out.end_object();
}

// Adds the policies that had a subject, or had none, where there are any.
void add_selection(Json& selections, const OscalSource& source, bool had_subject,
                   const char* description) {
  Json controls = Json::array();
  for (const PolicyCounts& counts : source.assessment().counts) {
    if ((state_of(counts) != PolicyState::kNotApplicable) != had_subject) continue;
    controls.push_back(oscal_member("control-id", control_id(counts.policy_id)));
  }
  if (controls.empty()) return;
  Json selection = oscal_member("description", description);
  selection["include-controls"] = std::move(controls);
  selections.push_back(std::move(selection));
}

Json catalog_control(const PolicyInfo& policy) {
  const std::string text = policy.description.empty() ? policy.title : policy.description;
  Json control = {{"id", control_id(policy.id)}, {"title", oscal_markup(policy.title)}};
  Json props = Json::array({{{"name", "label"}, {"value", oscal_string(policy.id)}}});
  for (Json& prop : framework_props(&policy)) props.push_back(std::move(prop));
  control["props"] = std::move(props);
  control["parts"] = Json::array({{{"id", control_id(policy.id) + "_smt"},
                                   {"name", "statement"},
                                   {"prose", oscal_markup(text)}},
                                  {{"id", oscal_token(policy.id)},
                                   {"name", "assessment-objective"},
                                   {"prose", oscal_markup(policy.title)}}});
  return control;
}

// Of the policies that were asked.
Json catalog(const OscalSource& source) {
  const std::string time = oscal_time(source.time());
  Json controls = Json::array();
  for (const PolicyCounts& counts : source.assessment().counts) {
    PolicyInfo unknown;
    unknown.id = unknown.title = counts.policy_id;
    const PolicyInfo* policy = find_policy_info(source.result(), counts.policy_id);
    controls.push_back(catalog_control(policy == nullptr ? unknown : *policy));
  }
  Json body = {{"uuid", source.catalog_id()},
               {"metadata",
                {{"title", "Policies of keyhound"},
                 {"last-modified", time},
                 {"version", oscal_string(source.assessment().policies_digest)},
                 {"oscal-version", "1.1.3"}}}};
  if (!controls.empty()) body["controls"] = std::move(controls);
  return oscal_member("catalog", std::move(body));
}

}  // namespace

PolicyState state_of(const PolicyCounts& counts) {
  if (counts.of(Outcome::kFail) > 0) return PolicyState::kFailed;
  if (counts.of(Outcome::kError) > 0) return PolicyState::kUndecided;
  if (counts.of(Outcome::kWaived) > 0) return PolicyState::kWaived;
  return counts.of(Outcome::kPass) > 0 ? PolicyState::kSatisfied : PolicyState::kNotApplicable;
}

void write_oscal_reviewed_controls(JsonStream& out, const OscalSource& source) {
  Json selections = Json::array();
  add_selection(selections, source, true, "Policies that were asked and had something to judge.");
  add_selection(selections, source, false,
                "Policies that were asked and had nothing to judge: no finding says anything about "
                "them.");
  if (selections.empty()) {  // OSCAL wants one all the same
    selections.push_back(oscal_member("description", "No policy was asked: the catalog is empty."));
    selections[0]["include-all"] = Json::object();
  }
  Json objectives = Json::array();
  for (const PolicyCounts& counts : source.assessment().counts) {
    if (state_of(counts) == PolicyState::kNotApplicable) continue;
    objectives.push_back(oscal_member("objective-id", oscal_token(counts.policy_id)));
  }
  Json link = {{"href", "#" + source.catalog_id()}, {"rel", "reference"}};
  Json reviewed = {{"description", "Policies of keyhound, as the catalog in back-matter has them."},
                   {"links", Json::array({std::move(link)})},
                   {"control-selections", std::move(selections)}};
  if (!objectives.empty()) {
    reviewed["control-objective-selections"] =
        Json::array({oscal_member("include-objectives", std::move(objectives))});
  }
  out.member("reviewed-controls", reviewed);
}

void write_oscal_findings(JsonStream& out, const OscalSource& source) {
  OscalList list(out, "findings");
  for (const PolicyCounts& counts : source.assessment().counts) {
    if (state_of(counts) == PolicyState::kNotApplicable) continue;
    if (!list.begin()) return;
    write_finding(out, source, counts);
  }
}

void write_oscal_back_matter(JsonStream& out, const OscalSource& source) {
  const Json plan = {{"uuid", source.policy_item_id("plan", "")},
                     {"title", "Plan of the assessment"},
                     {"description",
                      "A scan by keyhound, judged by every policy that is switched on, against the "
                      "owner registry. The policies are in the catalog beside this."}};
  const Json content = {{"filename", "keyhound-policies.json"},
                        {"media-type", "application/oscal.catalog+json"},
                        {"value", to_base64(to_json_line(catalog(source)))}};
  const Json policies = {{"uuid", source.catalog_id()},
                         {"title", "Policies of keyhound, as an OSCAL catalog"},
                         {"base64", content}};
  out.begin_object("back-matter");
  out.begin_array("resources");
  out.element(plan);
  out.element(policies);
  out.end_array();
  out.end_object();
}

}  // namespace keyhound
