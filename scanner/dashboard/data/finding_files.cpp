// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/text_encode.h"
#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/data/data_file.h"

namespace keyhound {
namespace {

const std::vector<std::string_view> kRowColumns = {
    "key",       "repository", "rule",   "title", "severity", "state",
    "owner",     "policies",   "path",   "line",  "redacted", "first_seen",
    "last_seen", "head",       "places", "reuse", "registry", "waiver"};

const std::vector<std::string_view> kDetailColumns = {
    "message", "remedy",   "identity",       "confidence", "score",  "fingerprint", "matched",
    "weak",    "liveness", "liveness_check", "closed",     "reason", "until",       "commit",
    "author",  "at",       "regressed",      "fixed",      "spots",  "verdicts"};

// Policies that object, or would without an exception.
BoardJson objections(const BoardFinding& finding, const BoardNames& names) {
  BoardJson list = BoardJson::array();
  for (const BoardVerdict& verdict : finding.verdicts) {
    const std::int64_t policy = names.policy(verdict.policy);
    if (verdict.outcome != "pass" && policy >= 0) list.push_back(policy);
  }
  return list;
}

BoardJson row_of(const BoardModel& model, const BoardNames& names, const BoardFinding& finding) {
  const BoardCredential& credential = model.credentials[finding.credential];
  const std::int64_t rule = names.rule(finding.rule);
  const bool is_titled = finding.title != model.rules[static_cast<std::size_t>(rule)].title;
  return BoardJson::array(
      {finding.key, finding.repository, rule, is_titled ? board_text(finding.title) : BoardJson(),
       finding.severity, board_text(finding.state), names.owner(credential.owner),
       objections(finding, names), board_text(finding.path), finding.line,
       board_text(credential.redacted), board_time(finding.first_seen),
       board_time(finding.last_seen), finding.is_in_head ? 1 : 0, finding.place_count,
       credential.repositories, board_text(credential.registry_id), board_text(finding.waiver)});
}

// [[name, value], ...] of an object of texts; anything else is nothing.
BoardJson identity_of(const std::string& text) {
  BoardJson list = BoardJson::array();
  const BoardJson object = BoardJson::parse(text, nullptr, false);
  if (!object.is_object()) return list;
  for (const auto& [name, value] : object.items()) {
    const std::string shown =
        value.is_string() ? value.get<std::string>() : board_line(BoardJson(value));
    list.push_back({board_text(name), board_text(shown)});
  }
  return list;
}

BoardJson spots_of(const BoardFinding& finding) {
  BoardJson list = BoardJson::array();
  for (const BoardPlace& place : finding.places)
    list.push_back({board_text(place.path), board_text(place.part), place.line, place.column,
                    board_text(place.commit), board_text(place.author), board_time(place.committed),
                    board_text(place.removed), place.is_in_head ? 1 : 0,
                    place.is_reachable ? 1 : 0});
  return list;
}

BoardJson verdicts_of(const BoardFinding& finding) {
  BoardJson list = BoardJson::array();
  for (const BoardVerdict& one : finding.verdicts)
    list.push_back({board_text(one.policy), board_text(one.outcome), board_text(one.message),
                    board_text(one.exception)});
  return list;
}

BoardJson detail_of(const BoardModel& model, const BoardNames& names, const BoardFinding& finding) {
  const BoardCredential& credential = model.credentials[finding.credential];
  const BoardRule& rule = model.rules[static_cast<std::size_t>(names.rule(finding.rule))];
  return BoardJson::array({board_text(finding.message),
                           finding.remedy == rule.remedy ? BoardJson() : board_text(finding.remedy),
                           identity_of(finding.identity),
                           board_text(finding.confidence),
                           finding.score,
                           board_text(credential.fingerprint),
                           board_text(credential.matched_by),
                           credential.is_weak_match ? 1 : 0,
                           board_text(credential.liveness),
                           board_text(credential.liveness_check),
                           board_text(finding.closed_reason),
                           board_text(finding.waiver_reason),
                           board_time(finding.waiver_until),
                           board_text(finding.commit),
                           board_text(finding.author),
                           board_time(finding.committed),
                           board_time(finding.regressed),
                           board_time(finding.fixed),
                           spots_of(finding),
                           verdicts_of(finding)});
}

using RowOf = BoardJson (*)(const BoardModel&, const BoardNames&, const BoardFinding&);

Status write(const BoardModel& model, const BoardNames& names, const FileSink& sink,
             std::string_view list, const std::vector<std::string_view>& columns, RowOf row,
             std::size_t per_file) {
  const std::size_t count = model.findings.size();
  for (std::size_t part = 0; part * per_file < count || part == 0; ++part) {
    DataFile file(list, part, columns);
    for (std::size_t i = part * per_file; i < count && i < (part + 1) * per_file; ++i)
      file.add(row(model, names, model.findings[i]));
    KEYHOUND_TRY_STATUS(sink(data_file_name(list, part), file.text()));
  }
  return {};
}

}  // namespace

Status write_finding_files(const BoardModel& model, const BoardNames& names, const FileSink& sink) {
  KEYHOUND_TRY_STATUS(write(model, names, sink, "findings", kRowColumns, row_of, kFindingsPerFile));
  return write(model, names, sink, "details", kDetailColumns, detail_of, kDetailsPerFile);
}

}  // namespace keyhound
