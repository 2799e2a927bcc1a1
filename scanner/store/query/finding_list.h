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
    {"severity", "f.severity", ColumnType::kText,
     "\"critical\", \"high\", \"medium\", \"low\", \"info\"", false, "f.severity_rank"},
    {"rule", "f.rule_id", ColumnType::kText, "id of the rule that found it", false},
    {"repository", "r.name", ColumnType::kText, "name of the repository", false},
    {"path", "f.path", ColumnType::kText, "where it stands first", false},
    {"line", "f.line", ColumnType::kNumber, "line in `path`; 0: the place has none", false},
    {"owner", "c.owner", ColumnType::kText, "accountable by the registry; empty: nobody", false},
    {"state", "f.state", ColumnType::kText,
     "\"new\", \"existing\", \"regressed\", \"waived\" or \"fixed\", as of the repository's last "
     "scan",
     false},
    {"kind", "c.kind", ColumnType::kText, "\"secret\", \"pipeline\" or \"policy\"", false},
    {"title", "f.title", ColumnType::kText, "what the rule finds", false},
    {"first_seen", "f.first_seen", ColumnType::kTime, "when a scan first saw it here", false},
    {"last_seen", "f.last_seen", ColumnType::kTime, "when a scan last saw it", false},
    {"fixed", "f.fixed", ColumnType::kTime, "when it was first missed", false},
    {"closed_reason", "f.closed_reason", ColumnType::kText,
     "of fixed ones: \"not-found\", \"rules-changed\"", false},
    {"regressed", "f.regressed", ColumnType::kTime, "when it came back", false},
    {"waiver", "f.waiver", ColumnType::kText, "of waived ones: the exception's id, or \"baseline\"",
     false},
    {"waiver_reason", "f.waiver_reason", ColumnType::kText, "why it is waived", false},
    {"waiver_until", "f.waiver_until", ColumnType::kTime, "when the waiver ends", false},
    {"places", "f.occurrence_count", ColumnType::kNumber,
     "how many places it has in the repository", false},
    {"in_head", "f.is_in_head", ColumnType::kFlag, "whether the default branch still has it",
     false},
    {"commit_id", "f.commit_id", ColumnType::kText, "commit that brought it in", false},
    {"author", "f.author", ColumnType::kText, "of that commit", false},
    {"committed", "f.committed", ColumnType::kTime, "time of that commit", false},
    {"registry_id", "c.registry_id", ColumnType::kText, "entry of the owner registry; empty: none",
     false},
    {"redacted", "c.redacted", ColumnType::kText, "the value, redacted", false},
    {"fingerprint", "c.fingerprint", ColumnType::kText,
     "keyed fingerprint: `keyhound query credential` knows more", false},
});

// The columns, of which the table shows those named.
constexpr auto finding_columns(std::initializer_list<std::string_view> in_table) {
  auto columns = kFindingColumns;
  for (QuestionColumn& column : columns)
    column.is_in_table = std::find(in_table.begin(), in_table.end(), column.name) != in_table.end();
  return columns;
}

// LEFT JOIN, though no finding lacks either: both databases leave a table out that nothing asks
// for.
inline constexpr std::string_view kFromFindings =
    "findings f LEFT JOIN repositories r ON r.id = f.repository_id"
    " LEFT JOIN credentials c ON c.id = f.credential_id";

// By what the index findings_state holds.
inline constexpr std::string_view kFindingOrder = "f.severity_rank DESC, r.name, f.rule_id, f.id";
inline constexpr std::string_view kFindingKey = "f.id";

// Of tables that are called as in kFromFindings.
inline constexpr QuestionFilter kSeverityOfFindings{FilterKind::kSeverity,
                                                    "f.severity_rank >= {value}"};
inline constexpr QuestionFilter kRepositoryOfFindings{FilterKind::kRepository,
                                                      "f.repository_id IN ({values})"};
inline constexpr QuestionFilter kOwnerOfFindings{
    FilterKind::kOwner,
    "f.credential_id IN (SELECT id FROM credentials WHERE owner IN ({values}))"};
inline constexpr QuestionFilter kPolicyOfFindings{
    FilterKind::kPolicy,
    "f.id IN (SELECT finding_id FROM verdicts WHERE outcome = 'fail' AND policy_id IN ({values}))"};
inline constexpr QuestionFilter kRuleOfFindings{FilterKind::kRule, "f.rule_id IN ({values})"};

inline constexpr std::array kFindingFilters = {kSeverityOfFindings, kRepositoryOfFindings,
                                               kOwnerOfFindings, kPolicyOfFindings,
                                               kRuleOfFindings};

}  // namespace keyhound
