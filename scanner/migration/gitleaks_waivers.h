// SPDX-License-Identifier: Apache-2.0
// What gitleaks accepts by place: .gitleaksignore, a fingerprint a line, and JSON reports of
// versions 7 and 8 that serve as baseline. Secrets in a report are never read. Pure.
// https://github.com/gitleaks/gitleaks#gitleaksignore
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/migration/foreign_waiver.h"

namespace keyhound {

// "COMMIT:FILE:RULE:LINE" or "FILE:RULE:LINE" a line; what is neither is a note.
ForeignWaivers read_gitleaks_ignore(std::string_view text, const std::string& origin);

// kConfiguration when it is no JSON list of findings.
Result<ForeignWaivers> read_gitleaks_report(std::string_view json, const std::string& origin);

}  // namespace keyhound
