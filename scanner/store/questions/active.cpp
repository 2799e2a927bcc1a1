// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"severity", "f.severity", CellType::kText, "of the finding there", true, "f.severity_rank"},
    {"rule", "f.rule_id", CellType::kText, "id of the rule that found it there"},
    {"repository", "r.name", CellType::kText, "name of the repository"},
    {"path", "f.path", CellType::kText, "where it stands first in it"},
    {"line", "f.line", CellType::kNumber, "line in `path`"},
    {"owner", "c.owner", CellType::kText, "accountable by the registry; empty: nobody"},
    {"checked", "c.liveness_at", CellType::kTime, "when it was found to work"},
    {"verifier", "c.liveness_verifier", CellType::kText, "that found it to work"},
    {"host", "c.liveness_host", CellType::kText, "that was asked", false},
    {"source", "c.liveness_source", CellType::kText, "\"live-check\", or who else says so", false},
    {"status", "c.liveness_status", CellType::kNumber, "of HTTP; 0: none", false},
    {"state", "f.state", CellType::kText,
     "of the finding there; fixed ones are left out, and waived ones are not", false},
    {"registry_id", "c.registry_id", CellType::kText, "entry of the owner registry; empty: none",
     false},
    {"repositories", "c.repository_count", CellType::kNumber, "how many repositories have it now",
     false},
    {"first_seen", "f.first_seen", CellType::kTime, "when a scan first saw it there", false},
    {"redacted", "c.redacted", CellType::kText, "the value, redacted", false},
    {"fingerprint", "c.fingerprint", CellType::kText,
     "keyed fingerprint: `keyhound query credential` knows more", false},
};

extern const Question kActiveQuestion;
const Question kActiveQuestion{
    .name = "active",
    .description = "Leaked credentials that still work, by their last check",
    .columns = kColumns,
    .from =
        "credentials c JOIN findings f ON f.credential_id = c.id JOIN repositories r ON r.id ="
        " f.repository_id",
    .where = "c.liveness = 'active' AND f.state <> 'fixed'",
    .order_by = kFindingOrder,
    .key = kFindingKey,
    .filters = kFindingFilters,
};

}  // namespace keyhound
