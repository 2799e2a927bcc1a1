// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: the lists of the organisation's report. docs/bulk.md, "Reports".
#pragma once

#include <span>

#include "scanner/bulk/report/report_table.h"

namespace keyhound {

extern const ReportTable kRunTable;       // one row
extern const ReportTable kTargetsTable;   // every target of the run
extern const ReportTable kPoliciesTable;  // of the run's judgement
extern const ReportTable kFindingsTable;
extern const ReportTable kCredentialsTable;

// What the report lists, in its order; the run itself is not among them.
std::span<const ReportTable* const> organisation_tables();

}  // namespace keyhound
