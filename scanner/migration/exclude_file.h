// SPDX-License-Identifier: Apache-2.0
// The files that `trufflehog --exclude-paths` names: one regex on the path a line, comments begin
// with "#". Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/migration/foreign_waiver.h"
#include "scanner/migration/gitleaks_config.h"

namespace keyhound {

// One allowlist for all lines; a regex that does not compile is a note.
ForeignWaivers read_exclude_file(std::string_view text, const std::string& origin,
                                 const RegexCheck& check);

}  // namespace keyhound
