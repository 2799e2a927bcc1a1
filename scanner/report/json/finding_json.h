// SPDX-License-Identifier: Apache-2.0
// The parts of the JSON report (schema keyhound/findings/v1; docs/reports.md lists the fields).
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/model/diagnostic.h"
#include "scanner/model/finding.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Adds `bytes` as text, and where it is not UTF-8 the bytes themselves too: `<key>_bytes`, base64.
void add_bytes(Json& object, const char* key, std::string_view bytes);

// Adds path, part, lines and columns.
void add_position(Json& object, const Location& location);

// By what a baseline accepts a finding.
Json acceptance_json(const Acceptance& acceptance);

// `max_occurrences` cuts the list of occurrences; 0: all.
Json finding_json(const Finding& finding, std::size_t max_occurrences);

Json diagnostic_json(const Diagnostic& diagnostic);

}  // namespace keyhound
