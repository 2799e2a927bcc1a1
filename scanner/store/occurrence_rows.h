// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the places of findings, references and suppressions of a repository,
// and what a scan has to say of itself, as the last scan saw them.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/store/finding_rows.h"

namespace keyhound {

// Replaces the places of these findings.
Status write_occurrences(Database& database, const SeenFindings& findings);
// Replaces what the repository's last scan saw. What an incomplete one has not looked for stays.
Status write_references(Database& database, const ScanPlace& place, const ScanResult& result);
Status write_suppressions(Database& database, const ScanPlace& place, const ScanResult& result);
Status write_diagnostics(Database& database, const ScanPlace& place, const ScanResult& result);

}  // namespace keyhound
