// SPDX-License-Identifier: Apache-2.0
// What all questions share that answer with findings: the same columns, so that a program reads one
// like the other, and the same filters. Each chooses what its table shows.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>

#include "scanner/store/query/question.h"

namespace keyhound {

inline constexpr std::array kFindingColumns = std::to_array<QuestionColumn>({
    {"severity", ColumnType::kText, "\"critical\", \"high\", \"medium\", \"low\", \"info\"", false,
     "f.severity_rank"},
    {"rule", ColumnType::kText, "id of the rule that found it", false},
    {"repository", ColumnType::kText, "name of the repository", false},
    {"path", ColumnType::kText, "where it stands first", false},
    {"line", ColumnType::kNumber, "line in `path`; 0: the place has none", false},
    {"owner", ColumnType::kText, "accountable by the registry; empty: nobody", false},
    {"state", ColumnType::kText,
     "\"new\", \"existing\", \"regressed\", \"waived\" or \"fixed\", as of the repository's last "
     "scan",
     false},
    {"kind", ColumnType::kText, "\"secret\", \"pipeline\" or \"policy\"", false},
    {"title", ColumnType::kText, "what the rule finds", false},
    {"first_seen", ColumnType::kTime, "when a scan first saw it here", false},
    {"last_seen", ColumnType::kTime, "when a scan last saw it", false},
    {"fixed", ColumnType::kTime, "when it was first missed", false},
    {"closed_reason", ColumnType::kText,
     "of fixed ones: \"not-found\", \"rules-changed\", \"repository-gone\"", false},
    {"regressed", ColumnType::kTime, "when it came back", false},
    {"waiver", ColumnType::kText, "of waived ones: the exception's id, or \"baseline\"", false},
    {"waiver_reason", ColumnType::kText, "why it is waived", false},
    {"waiver_until", ColumnType::kTime, "when the waiver ends", false},
    {"places", ColumnType::kNumber, "how many places it has in the repository", false},
    {"in_head", ColumnType::kFlag, "whether the default branch still has it", false},
    {"commit_id", ColumnType::kText, "commit that brought it in", false},
    {"author", ColumnType::kText, "of that commit", false},
    {"committed", ColumnType::kTime, "time of that commit", false},
    {"registry_id", ColumnType::kText, "entry of the owner registry; empty: none", false},
    {"redacted", ColumnType::kText, "the value, redacted", false},
    {"fingerprint", ColumnType::kText, "keyed fingerprint: `keyhound query credential` knows more",
     false},
});

// The columns, of which the table shows those named.
constexpr auto finding_columns(std::initializer_list<std::string_view> in_table) {
  auto columns = kFindingColumns;
  for (QuestionColumn& column : columns)
    column.is_in_table = std::find(in_table.begin(), in_table.end(), column.name) != in_table.end();
  return columns;
}

inline constexpr std::string_view kSelectFindings =
    "SELECT f.severity AS severity, f.rule_id AS rule, r.name AS repository, f.path AS path,"
    " f.line AS line, c.owner AS owner, f.state AS state, c.kind AS kind, f.title AS title,"
    " f.first_seen AS first_seen, f.last_seen AS last_seen, f.fixed AS fixed,"
    " f.closed_reason AS closed_reason, f.regressed AS regressed, f.waiver AS waiver,"
    " f.waiver_reason AS waiver_reason, f.waiver_until AS waiver_until,"
    " f.occurrence_count AS places, f.is_in_head AS in_head, f.commit_id AS commit_id,"
    " f.author AS author, f.committed AS committed, c.registry_id AS registry_id,"
    " c.redacted AS redacted, c.fingerprint AS fingerprint"
    " FROM findings f"
    " JOIN repositories r ON r.id = f.repository_id"
    " JOIN credentials c ON c.id = f.credential_id";

inline constexpr std::string_view kFindingOrder =
    "f.severity_rank DESC, r.name, f.path, f.line, f.rule_id, c.fingerprint";

// Of tables that are called as in kSelectFindings.
inline constexpr QuestionFilter kSeverityOfFindings{FilterKind::kSeverity,
                                                    "f.severity_rank >= {value}"};
inline constexpr QuestionFilter kRepositoryOfFindings{FilterKind::kRepository,
                                                      "f.repository_id IN ({values})"};
inline constexpr QuestionFilter kOwnerOfFindings{FilterKind::kOwner, "c.owner IN ({values})"};
inline constexpr QuestionFilter kPolicyOfFindings{
    FilterKind::kPolicy,
    "EXISTS (SELECT 1 FROM verdicts v WHERE v.finding_id = f.id AND v.outcome = 'fail'"
    " AND v.policy_id IN ({values}))"};
inline constexpr QuestionFilter kRuleOfFindings{FilterKind::kRule, "f.rule_id IN ({values})"};

inline constexpr std::array kFindingFilters = {kSeverityOfFindings, kRepositoryOfFindings,
                                               kOwnerOfFindings, kPolicyOfFindings,
                                               kRuleOfFindings};

}  // namespace keyhound
