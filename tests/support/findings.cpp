// SPDX-License-Identifier: Apache-2.0
#include "tests/support/findings.h"

#include <algorithm>
#include <stdexcept>

#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

using nlohmann::json;

// Absent and null read as empty: the schema leaves both out.
std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

int64_t number_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

bool flag_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

const json& list_of(const json& object, const char* key) {
  static const json empty = json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : empty;
}

Occurrence parse_occurrence(const json& object) {
  Occurrence result;
  result.path = text_of(object, "path");
  result.path_bytes = from_base64(text_of(object, "path_bytes"));
  result.part = text_of(object, "part");
  result.commit = text_of(object, "commit");
  result.author = text_of(object, "author");
  result.committed = text_of(object, "committed");
  result.start_line = number_of(object, "start_line");
  result.start_column = number_of(object, "start_column");
  result.end_line = number_of(object, "end_line");
  result.end_column = number_of(object, "end_column");
  result.in_head = flag_of(object, "in_head");
  return result;
}

Finding parse_finding(const json& object) {
  Finding result;
  result.json = object;
  result.rule_id = text_of(object, "rule_id");
  result.kind = text_of(object, "kind");
  result.fingerprint = text_of(object, "fingerprint");
  if (const auto credential = object.find("credential");
      credential != object.end() && credential->is_object()) {
    result.credential_id = text_of(*credential, "id");
    result.matched_by = text_of(*credential, "matched_by");
  }
  for (const json& occurrence : list_of(object, "occurrences")) {
    result.occurrences.push_back(parse_occurrence(occurrence));
  }
  for (const json& policy : list_of(object, "policies")) {
    result.policies.push_back(
        {text_of(policy, "id"), text_of(policy, "outcome"), text_of(policy, "exception")});
  }
  return result;
}

}  // namespace

std::string Finding::outcome(std::string_view policy) const {
  for (const PolicyVerdict& verdict : policies) {
    if (verdict.id == policy) return verdict.outcome;
  }
  return "";
}

bool Report::has_finding(std::string_view rule, std::string_view path) const {
  return find(rule, path) != nullptr;
}

const Occurrence* Report::find(std::string_view rule, std::string_view path,
                               std::string_view part) const {
  for (const Finding& finding : findings) {
    if (finding.rule_id != rule) continue;
    for (const Occurrence& occurrence : finding.occurrences) {
      if (occurrence.path == path && occurrence.part == part) return &occurrence;
    }
  }
  return nullptr;
}

const Occurrence* Report::find_committed(std::string_view rule, std::string_view path,
                                         std::string_view commit) const {
  for (const Finding& finding : findings) {
    if (finding.rule_id != rule) continue;
    for (const Occurrence& occurrence : finding.occurrences) {
      if (occurrence.path == path && occurrence.commit == commit) return &occurrence;
    }
  }
  return nullptr;
}

const Occurrence* Report::find_part(std::string_view rule, std::string_view part,
                                    std::string_view commit) const {
  for (const Finding& finding : findings) {
    if (finding.rule_id != rule) continue;
    for (const Occurrence& occurrence : finding.occurrences) {
      const bool is_there = commit.empty() || occurrence.commit == commit;
      if (occurrence.part == part && is_there) return &occurrence;
    }
  }
  return nullptr;
}

const Finding* Report::finding_of(std::string_view rule) const {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& finding) { return finding.rule_id == rule; });
  return found == findings.end() ? nullptr : &*found;
}

size_t Report::count(std::string_view rule) const {
  return static_cast<size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.rule_id == rule; }));
}

bool Report::diagnoses(std::string_view text) const {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const ReportedDiagnostic& item) {
    return item.kind.find(text) != std::string::npos ||
           item.subject.find(text) != std::string::npos ||
           item.message.find(text) != std::string::npos;
  });
}

bool Report::has_incomplete_diagnostic() const {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const ReportedDiagnostic& item) { return item.incomplete; });
}

std::string Report::outcome(std::string_view policy) const {
  std::string worst;
  for (const Finding& finding : findings) {
    const bool is_verdict = finding.kind == "policy" && finding.rule_id == policy;
    const bool is_waived = is_verdict && flag_of(finding.json, "waived");
    std::string outcome = finding.outcome(policy);
    if (is_verdict && outcome.empty()) outcome = is_waived ? "waived" : "fail";
    if (outcome == "fail") return outcome;
    if (!outcome.empty()) worst = outcome;
  }
  return worst;
}

std::string position(const Occurrence* occurrence) {
  if (occurrence == nullptr) return "absent";
  return std::to_string(occurrence->start_line) + ":" + std::to_string(occurrence->start_column) +
         "-" + std::to_string(occurrence->end_line) + ":" + std::to_string(occurrence->end_column);
}

std::string position_of(int64_t line, int64_t column, std::string_view text) {
  Occurrence expected;
  expected.start_line = expected.end_line = line;
  expected.start_column = column;
  expected.end_column = column + static_cast<int64_t>(text.size());
  return position(&expected);
}

Report parse_report(std::string_view json_text) {
  Report report;
  report.json = json::parse(json_text, nullptr, false);
  if (report.json.is_discarded() || text_of(report.json, "schema") != "keyhound/findings/v1") {
    throw std::runtime_error("not a keyhound report: " + std::string(json_text.substr(0, 2000)));
  }
  report.complete = report.json.contains("scan") && flag_of(report.json["scan"], "complete");
  for (const json& finding : list_of(report.json, "findings")) {
    report.findings.push_back(parse_finding(finding));
  }
  for (const json& item : list_of(report.json, "diagnostics")) {
    report.diagnostics.push_back({text_of(item, "kind"), text_of(item, "subject"),
                                  text_of(item, "message"), flag_of(item, "incomplete")});
  }
  return report;
}

Report parse_report(const RunResult& result) {
  try {
    return parse_report(std::string_view(result.out));
  } catch (const std::runtime_error&) {
    throw std::runtime_error("no report from the program: " + result.describe());
  }
}

}  // namespace keyhound::testing
