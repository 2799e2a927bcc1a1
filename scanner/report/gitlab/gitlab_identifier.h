// SPDX-License-Identifier: Apache-2.0
// GitLab's identifiers: what kind of vulnerability a finding is. The first of a vulnerability is
// its primary one, by which GitLab tracks it. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Of a rule, a policy or a check, by its id.
Json gitlab_identifier(std::string_view rule_id);

// The primary identifier of a finding, then the weaknesses (CWE) that it belongs to.
Json gitlab_identifiers(const Finding& finding, const ScanResult& result);

// Every primary identifier that this run could have reported: what is not among them GitLab may
// resolve by itself.
Json gitlab_primary_identifiers(const ScanResult& result);

}  // namespace keyhound
