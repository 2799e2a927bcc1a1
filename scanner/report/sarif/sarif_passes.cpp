// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_passes.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "scanner/base/text_encode.h"
#include "scanner/report/sarif/sarif_locations.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

// Policies without a subject stand nowhere; like commit messages they get a fixed URI.
Location no_place() {
  Location place;
  place.path = "policies";
  return place;
}

bool had_subject(const PolicyCounts& counts) {
  const auto judged = counts.of(Outcome::kPass) + counts.of(Outcome::kFail) +
                      counts.of(Outcome::kWaived) + counts.of(Outcome::kError);
  return judged > 0;
}

Json evidence(const SarifContext& context, const std::string& policy_id, std::string_view kind,
              const std::string& text, const Location& place, const std::string& subject) {
  Json result = {{"ruleId", to_valid_utf8(policy_id)},
                 {"ruleIndex", context.rules.index_of(policy_id)},
                 {"kind", kind},
                 {"level", "none"}};
  result["message"]["text"] = as_sentence(sarif_plain(text));
  result["locations"] = Json::array();
  Json location = sarif_place(place);
  Occurrence in_tree;
  in_tree.location = place;
  in_tree.in_worktree = true;
  const std::string base_id = context.revisions.base_id(in_tree);
  if (!base_id.empty()) location["physicalLocation"]["artifactLocation"]["uriBaseId"] = base_id;
  result["locations"].push_back(std::move(location));
  result["partialFingerprints"]["keyhoundSubject/v1"] = to_valid_utf8(policy_id + " " + subject);
  return result;
}

Json pass_result(const SarifContext& context, const AssessedVerdict& assessed) {
  const AssessedSubject& subject = context.result.assessment->subjects[assessed.subject];
  const PolicyVerdict& verdict = *assessed.verdict;
  const std::string why = verdict.message.empty() ? "nothing to object to" : verdict.message;
  Json result = evidence(context, verdict.policy_id, "pass",
                         fmt::format("'{}' passes '{}': {}", subject.id, verdict.policy_id, why),
                         subject.place.path.empty() ? no_place() : subject.place, subject.id);
  result["properties"]["khSubject"] = to_valid_utf8(subject.id);
  if (!subject.credential.empty()) {
    result["properties"]["khCredentialId"] = to_valid_utf8(subject.credential);
  }
  if (!subject.owner.empty()) result["properties"]["khOwner"] = to_valid_utf8(subject.owner);
  return result;
}

Json not_applicable_result(const SarifContext& context, const PolicyCounts& counts) {
  const std::string why = counts.note.empty() ? "it had no subject in this run" : counts.note;
  return evidence(context, counts.policy_id, "notApplicable",
                  fmt::format("'{}' does not apply: {}", counts.policy_id, why), no_place(), "-");
}

}  // namespace

std::size_t count_sarif_passes(const ScanResult& result) {
  if (!result.assessment) return 0;
  const auto& verdicts = result.assessment->verdicts;
  const auto& counts = result.assessment->counts;
  const auto is_pass = [](const AssessedVerdict& one) {
    return one.verdict->outcome == Outcome::kPass;
  };
  return static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(), is_pass) +
      std::count_if(counts.begin(), counts.end(), std::not_fn(had_subject)));
}

void write_sarif_passes(JsonStream& out, const SarifContext& context, std::size_t room) {
  if (!context.result.assessment) return;
  for (const PolicyCounts& counts : context.result.assessment->counts) {
    if (had_subject(counts)) continue;
    if (room-- == 0 || !out.ok()) return;
    out.element(not_applicable_result(context, counts));
  }
  for (const AssessedVerdict& assessed : context.result.assessment->verdicts) {
    if (assessed.verdict->outcome != Outcome::kPass) continue;
    if (room-- == 0 || !out.ok()) return;
    out.element(pass_result(context, assessed));
  }
}

Json sarif_policy_counts(const ScanResult& result) {
  Json list = Json::array();
  if (!result.assessment) return list;
  for (const PolicyCounts& counts : result.assessment->counts) {
    Json object = {{"id", to_valid_utf8(counts.policy_id)}};
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      object[std::string(to_string(static_cast<Outcome>(i)))] = counts.outcomes[i];
    }
    if (!counts.note.empty()) object["note"] = to_valid_utf8(counts.note);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace keyhound
