// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_sections.h"

#include <set>

#include "scanner/report/oscal/oscal_items.h"
#include "scanner/report/oscal/oscal_text.h"

namespace keyhound {

namespace {

Json party(const OscalSource& source, const std::string& id) {
  return {{"uuid", source.party_id(id)},
          {"type", id.starts_with("user:") ? "person" : "organization"},
          {"name", oscal_string(id)}};
}

}  // namespace

void write_oscal_metadata(JsonStream& out, const OscalSource& source, std::string_view title) {
  const std::string time = oscal_time(source.time());
  out.begin_object("metadata");
  out.member("title", oscal_markup(std::string(title) + source.scope()));
  out.member("last-modified", time);
  out.member("version", time);
  out.member("oscal-version", "1.1.3");
  std::set<std::string> parties;
  for (const CredentialSummary& one : source.assessment().credentials) {
    if (!one.owner.empty()) parties.insert(one.owner);
  }
  if (!parties.empty()) {
    out.member("roles", Json::array({{{"id", "asset-owner"}, {"title", "Accountable owner"}}}));
  }
  OscalList list(out, "parties");
  for (const std::string& id : parties) list.add(party(source, id));
  list.end();
  out.end_object();
}

void write_oscal_local_definitions(JsonStream& out, const OscalSource& source) {
  out.begin_object("local-definitions");
  out.member("components", oscal_components(source));
  OscalList items(out, "inventory-items");
  for (const CredentialSummary& one : source.assessment().credentials) {
    items.add(oscal_inventory_item(source, one));
  }
  items.end();
  out.end_object();
}

void write_oscal_observations(JsonStream& out, const OscalSource& source, OscalVerdicts which) {
  OscalList list(out, "observations");
  for (const AssessedVerdict& assessed : source.assessment().verdicts) {
    if (which == OscalVerdicts::kRisks && !is_risk(assessed)) continue;
    list.add(oscal_observation(source, assessed));
    if (!out.ok()) return;
  }
  const auto& diagnostics = source.result().diagnostics;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    list.add(oscal_diagnostic(source, diagnostics[i], i));
    if (!out.ok()) return;
  }
}

void write_oscal_risks(JsonStream& out, const OscalSource& source) {
  OscalList list(out, "risks");
  for (const AssessedVerdict& assessed : source.assessment().verdicts) {
    if (!is_risk(assessed)) continue;
    list.add(oscal_risk(source, assessed));
    if (!out.ok()) return;
  }
}

void begin_oscal_document(JsonStream& out, const OscalSource& source, std::string_view root) {
  out.begin_object();
  out.begin_object(root);
  out.member("uuid", source.document_id(root));
}

void end_oscal_document(JsonStream& out) {
  out.end_object();
  out.end_object();
  out.finish();
}

}  // namespace keyhound
