// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the places of findings, references and suppressions of a repository,
// and what a scan has to say of itself, as the last scan saw them.
#pragma once

#include <deque>

#include "scanner/model/scan_result.h"
#include "scanner/store/finding_rows.h"

namespace keyhound {

// Replaces the places of these findings.
Status write_occurrences(Database& database, const SeenFindings& findings);
// Adds the places that the store knows of these findings and the scan did not see. They live in
// `kept`.
Status keep_occurrences(Database& database, SeenFindings& findings, std::deque<Occurrence>& kept);
// Replaces what the repository's last scan saw. What was not looked for stays, and of an incomplete
// scan what stands in files that it does not speak of.
Status write_references(Database& database, const ScanPlace& place, const ScanResult& result);
Status write_suppressions(Database& database, const ScanPlace& place, const ScanResult& result);
Status write_diagnostics(Database& database, const ScanPlace& place, const ScanResult& result);

}  // namespace keyhound
