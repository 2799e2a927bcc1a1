// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/gitlab/gitlab_details.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

constexpr std::size_t kMaxPlaces = 50;
constexpr std::size_t kMaxText = 2000;

std::string plain(std::string_view text) { return shorten(escape_for_terminal(text), kMaxText); }

Json text_value(std::string_view text) { return {{"type", "text"}, {"value", plain(text)}}; }

void add(Json& details, const char* key, const char* name, Json value) {
  Json field = {{"name", name}};
  field.update(value);
  details[key] = std::move(field);
}

void add_text(Json& details, const char* key, const char* name, std::string_view text) {
  if (!text.empty()) add(details, key, name, text_value(text));
}

void add_commit(Json& details, const char* key, const char* name, const CommitInfo& commit) {
  if (!commit.id.empty()) add(details, key, name, {{"type", "commit"}, {"value", commit.id}});
}

Json place_value(const Location& place, std::string_view commit_id) {
  if (!is_in_file(place) || place.path.empty()) return text_value(describe_place(place, commit_id));
  return {{"type", "file-location"},
          {"file_name", plain(place.path)},
          {"line_start", std::max<std::uint64_t>(place.start.line, 1)}};
}

void add_list(Json& details, const char* key, const char* name, Json items) {
  if (!items.empty()) add(details, key, name, {{"type", "list"}, {"items", std::move(items)}});
}

Json further_places(const Finding& finding) {
  const Occurrence& primary = primary_occurrence(finding);
  Json items = Json::array();
  for (const Occurrence& one : finding.occurrences) {
    if (&one == &primary) continue;
    if (items.size() == kMaxPlaces) {
      const std::size_t left = finding.occurrences.size() - 1 - kMaxPlaces;
      items.push_back(text_value("and " + count_of(left, "more place", "more places")));
      break;
    }
    items.push_back(place_value(one.location, one.commit.id));
  }
  return items;
}

Json leak_places(const Finding& finding) {
  Json items = Json::array();
  for (const Location& leak : finding.related) {
    if (items.size() == kMaxPlaces) break;
    items.push_back(place_value(leak, ""));
  }
  return items;
}

Json cells(std::initializer_list<std::string_view> texts) {
  Json row = Json::array();
  for (const std::string_view text : texts) row.push_back(text_value(text));
  return row;
}

void add_policies(Json& details, const Finding& finding) {
  Json rows = Json::array();
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == Outcome::kNotApplicable) continue;
    std::string message = verdict.message;
    if (!verdict.exception_id.empty()) message += " (exception " + verdict.exception_id + ")";
    rows.push_back(cells({verdict.policy_id, to_string(verdict.outcome), message}));
  }
  if (rows.empty()) return;
  add(details, "policies", "Policies",
      {{"type", "table"},
       {"header", cells({"Policy", "Outcome", "Message"})},
       {"rows", std::move(rows)}});
}

void add_validity(Json& details, const Finding& finding) {
  if (!is_told(finding.liveness)) return;
  add_text(details, "validity", "Validity", to_string(finding.liveness.state));
  add_text(details, "validity_reason", "Reason of the validity", finding.liveness.reason);
  add_text(details, "validity_check", "Validity checked by", check_words(finding.liveness));
  if (const auto before = severity_before_check(finding))
    add_text(details, "severity_before", "Severity before the check", to_string(*before));
}

std::string pipeline_words(const Finding& finding) {
  const PipelinePlace* place = finding.first().pipeline.get();
  if (place == nullptr) return "";
  std::string text = place->platform;
  if (!place->job.empty()) text += ", job " + place->job;
  if (!place->step.empty()) text += ", step " + place->step;
  if (!place->exposure.empty()) text += ", " + place->exposure;
  return text;
}

}  // namespace

Json gitlab_details(const Finding& finding) {
  const bool is_policy = finding.kind == FindingKind::kPolicy;
  Json details = Json::object();
  add_text(details, "owner", "Owner", owner_words(finding));
  add_text(details, "credential", "Credential", finding.credential.id);
  add_text(details, "secret", "Redacted value", finding.secret_redacted);
  if (!is_policy) add_text(details, "exposure", "Exposure", exposure_words(finding));
  add_validity(details, finding);
  add_text(details, "confidence", "Confidence", to_string(finding.confidence));
  add_text(details, "baseline", "Against the base", to_string(finding.baseline_state));
  add_text(details, "repository", "Repository", finding.repository);
  add_text(details, "pipeline", "Pipeline", pipeline_words(finding));
  add_commit(details, "introduced", "Introduced by", finding.first().commit);
  add_commit(details, "removed", "Removed by", finding.first().removal());
  add_policies(details, finding);
  add_list(details, "leak", "The leak", leak_places(finding));
  add_list(details, "places", "Further places", further_places(finding));
  add_text(details, "fingerprint", "Fingerprint", finding.fingerprint.short_form());
  return details;
}

}  // namespace keyhound
