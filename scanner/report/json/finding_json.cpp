// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/finding_json.h"

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/json/liveness_json.h"
#include "scanner/report/json/reference_json.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

void add_commit(Json& object, const CommitInfo& commit) {
  if (commit.id.empty()) return;
  append_member(object, "commit", commit.id);
  append_member(object, "author", to_valid_utf8(commit.author));
  append_member(object, "committed", format_timestamp(commit.committed));
}

Json parts_json(const Occurrence& occurrence) {
  Json list = Json::array();
  for (const PartPlace& part : occurrence.parts) {
    Json object = {{"rule_id", part.rule_id}};
    add_position(object, part_location(occurrence, part));
    list.push_back(std::move(object));
  }
  return list;
}

Json text_list(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(to_valid_utf8(text));
  return list;
}

Json location_json(const Occurrence& occurrence) {
  Json object = Json::object();
  add_position(object, occurrence.location);
  add_commit(object, occurrence.commit);
  return object;
}

// Most of a large report.
Json occurrence_json(const Occurrence& occurrence) {
  constexpr std::size_t kMostMembers = 18;
  Json object = Json::object();
  object.get_ref<Json::object_t&>().reserve(kMostMembers);
  add_position(object, occurrence.location);
  if (!occurrence.blob.empty()) append_member(object, "blob", occurrence.blob);
  add_commit(object, occurrence.commit);
  append_member(object, "in_head", occurrence.in_head);
  if (occurrence.in_worktree) append_member(object, "in_worktree", true);
  if (!occurrence.reachable) append_member(object, "reachable", false);
  if (occurrence.ref_count > 0) {
    append_member(object, "refs", text_list(occurrence.refs));
    append_member(object, "ref_count", occurrence.ref_count);
  }
  if (occurrence.pipeline) append_member(object, "pipeline", pipeline_json(*occurrence.pipeline));
  if (!occurrence.removal().id.empty()) {
    Json removed = Json::object();
    add_commit(removed, occurrence.removal());
    append_member(object, "removed", std::move(removed));
  }
  return object;
}

Json occurrences_json(const Finding& finding, std::size_t max_occurrences) {
  const std::size_t all = finding.occurrences.size();
  const std::size_t shown = max_occurrences == 0 ? all : std::min(all, max_occurrences);
  Json list = Json::array();
  list.get_ref<Json::array_t&>().reserve(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    list.push_back(occurrence_json(finding.occurrences[i]));
  }
  return list;
}

Json credential_json(const CredentialMatch& match) {
  Json object = {{"id", to_valid_utf8(match.id)},
                 {"owner", to_valid_utf8(match.owner)},
                 {"matched_by", match.matched_by}};
  if (match.weak) object["weak"] = true;
  return object;
}

Json verdict_json(const PolicyVerdict& verdict) {
  Json object = {{"id", verdict.policy_id},
                 {"outcome", to_string(verdict.outcome)},
                 {"level", to_string(verdict.level)},
                 {"message", to_valid_utf8(verdict.message)}};
  if (!verdict.remedy.empty()) object["remedy"] = to_valid_utf8(verdict.remedy);
  if (!verdict.exception_id.empty()) object["exception"] = to_valid_utf8(verdict.exception_id);
  return object;
}

Json identity_json(const Finding& finding) {
  Json object = Json::object();
  for (const auto& [name, value] : finding.identity) {
    object[to_valid_utf8(name)] = to_valid_utf8(value);
  }
  return object;
}

// What is found, before where it stands.
Json description_json(const Finding& finding) {
  Json object = {{"rule_id", finding.rule_id},
                 {"kind", to_string(finding.kind)},
                 {"title", to_valid_utf8(finding.title)},
                 {"message", to_valid_utf8(finding.message)},
                 {"severity", to_string(finding.severity)},
                 {"confidence", to_string(finding.confidence)},
                 {"level", to_string(level_of(finding))},
                 {"score", finding.score},
                 {"fingerprint", finding.fingerprint.short_form()}};
  if (!finding.previous_fingerprints.empty())
    object["previous_fingerprints"] = finding.previous_fingerprints;
  if (finding.kind == FindingKind::kSecret) object["secret_redacted"] = finding.secret_redacted;
  if (!finding.identity.empty()) object["identity"] = identity_json(finding);
  if (!finding.also_matched.empty()) object["also_matched"] = text_list(finding.also_matched);
  if (!finding.remedy.empty()) object["remedy"] = to_valid_utf8(finding.remedy);
  return object;
}

}  // namespace

void add_bytes(Json& object, const char* key, std::string_view bytes) {
  if (is_valid_utf8(bytes)) {
    append_member(object, key, bytes);
  } else {
    append_member(object, key, to_valid_utf8(bytes));
    append_member(object, (std::string(key) + "_bytes").c_str(), to_base64(bytes));
  }
}

void add_position(Json& object, const Location& location) {
  add_bytes(object, "path", location.path);
  if (location.part != LocationPart::kContent)
    append_member(object, "part", to_string(location.part));
  append_member(object, "start_line", location.start.line);
  append_member(object, "start_column", location.start.column);
  append_member(object, "end_line", location.end.line);
  append_member(object, "end_column", location.end.column);
}

Json acceptance_json(const Acceptance& acceptance) {
  Json object = Json::object();
  add_text(object, "verdict", acceptance.verdict);
  add_text(object, "reason", acceptance.reason);
  if (acceptance.until) object["until"] = format_timestamp(*acceptance.until);
  add_bytes(object, "path", acceptance.path);
  return object;
}

Json finding_json(const Finding& finding, std::size_t max_occurrences) {
  Json object = description_json(finding);
  object["location"] = location_json(finding.first());
  if (const Occurrence* composite = finding.composite()) object["parts"] = parts_json(*composite);
  object["in_head"] = finding.in_head();
  object["occurrences"] = occurrences_json(finding, max_occurrences);
  object["occurrence_count"] = finding.occurrences.size();
  if (!finding.credential.id.empty()) object["credential"] = credential_json(finding.credential);
  if (is_told(finding.liveness)) object["liveness"] = liveness_json(finding);
  if (!finding.repository.empty()) object["repository"] = to_valid_utf8(finding.repository);
  Json verdicts = Json::array();
  for (const PolicyVerdict& verdict : finding.policies) verdicts.push_back(verdict_json(verdict));
  object["policies"] = std::move(verdicts);
  if (finding.waived) object["waived"] = true;
  if (finding.baseline_state != BaselineState::kNotCompared)
    object["baseline_state"] = to_string(finding.baseline_state);
  if (finding.accepted) object["accepted"] = acceptance_json(*finding.accepted);
  if (!finding.related.empty()) {
    Json related = Json::array();
    for (const Location& location : finding.related) {
      Json place = Json::object();
      add_position(place, location);
      related.push_back(std::move(place));
    }
    object["related"] = std::move(related);
  }
  object["tags"] = text_list(finding.tags);
  return object;
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  Json object = {{"kind", diagnostic.kind}};
  add_bytes(object, "subject", diagnostic.subject);
  object["message"] = to_valid_utf8(diagnostic.message);
  object["incomplete"] = diagnostic.incomplete;
  return object;
}

}  // namespace keyhound
