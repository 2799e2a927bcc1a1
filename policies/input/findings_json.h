// SPDX-License-Identifier: Apache-2.0
// Reads a JSON report of keyhound (schema keyhound/findings/v1, docs/reports.md) back into a
// ScanResult, so that results of several repositories can be judged together, later, or with other
// policies. Verdicts and policy findings in it are passed over: they are made anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// `file` names the text in messages: kCorrupt with "<file>: <place>: <reason>". Members that this
// version does not know are passed over; a finding without rule, fingerprint or place is an error.
Result<ScanResult> read_findings_json(std::string_view text, const std::string& file);

// The same from a file of at most `limit` bytes, whose text is never in memory as a whole; kLimit
// beyond it.
Result<ScanResult> read_findings_file(const std::string& path, std::uint64_t limit);

}  // namespace keyhound
