// SPDX-License-Identifier: Apache-2.0
// The organisation's report as a file, or on standard output.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/report/organisation_report.h"

namespace keyhound {

// Writes the report beside `path` and renames it, so that a file is the old or the new one, whole;
// a device or pipe is written to as it is. Empty, or "-": standard output. kUsage, with the path
// and the reason, where it cannot be written.
Status write_report_file(Database& database, std::int64_t run_id, OrganisationFormat format,
                         const std::string& path);

}  // namespace keyhound
