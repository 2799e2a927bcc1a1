// SPDX-License-Identifier: Apache-2.0
// One finding in Markdown. Pure, thread-safe.
#pragma once

#include <string>

#include "scanner/model/finding.h"

namespace keyhound {

// A row of the table: severity, what, where, owner, policies.
std::string markdown_row(const Finding& finding);

// A heading and a list: sentence, places, exposure, owner, verdicts, remedy.
std::string markdown_details(const Finding& finding);

}  // namespace keyhound
