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
    {"severity", "f.severity", CellType::kText,
     "\"critical\", \"high\", \"medium\", \"low\", \"info\"", false, "f.severity_rank"},
    {"rule", "f.rule_id", CellType::kText, "id of the rule that found it", false},
    {"repository", "r.name", CellType::kText, "name of the repository", false},
    {"path", "f.path", CellType::kText, "where it stands first", false},
    {"line", "f.line", CellType::kNumber, "line in `path`; 0: the place has none", false},
    {"owner", "c.owner", CellType::kText, "accountable by the registry; empty: nobody", false},
    {"state", "f.state", CellType::kText,
     "\"new\", \"existing\", \"regressed\", \"waived\" or \"fixed\", as of the repository's last "
     "scan",
     false},
    {"kind", "c.kind", CellType::kText, "\"secret\", \"pipeline\" or \"policy\"", false},
    {"title", "f.title", CellType::kText, "what the rule finds", false},
    {"first_seen", "f.first_seen", CellType::kTime, "when a scan first saw it here", false},
    {"last_seen", "f.last_seen", CellType::kTime, "when a scan last saw it", false},
    {"fixed", "f.fixed", CellType::kTime, "when it was first missed", false},
    {"closed_reason", "f.closed_reason", CellType::kText,
     "of fixed ones: \"not-found\", \"rules-changed\"", false},
    {"regressed", "f.regressed", CellType::kTime, "when it came back", false},
    {"waiver", "f.waiver", CellType::kText, "of waived ones: the exception's id, or \"baseline\"",
     false},
    {"waiver_reason", "f.waiver_reason", CellType::kText, "why it is waived", false},
    {"waiver_until", "f.waiver_until", CellType::kTime, "when the waiver ends", false},
    {"places", "f.occurrence_count", CellType::kNumber, "how many places it has in the repository",
     false},
    {"in_head", "f.is_in_head", CellType::kFlag, "whether the default branch still has it", false},
    {"commit_id", "f.commit_id", CellType::kText, "commit that brought it in", false},
    {"author", "f.author", CellType::kText, "of that commit", false},
    {"committed", "f.committed", CellType::kTime, "time of that commit", false},
    {"registry_id", "c.registry_id", CellType::kText, "entry of the owner registry; empty: none",
     false},
    {"redacted", "c.redacted", CellType::kText, "the value, redacted", false},
    {"fingerprint", "c.fingerprint", CellType::kText,
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
