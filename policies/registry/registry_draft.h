// SPDX-License-Identifier: Apache-2.0
// Writes a first registry from findings and CODEOWNERS: every credential found, with status
// "proposed" and the code owner as proposed operator, for people to complete and accept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

// YAML text that load_registry() accepts. Holds fingerprints and public ids, never a secret.
// `codeowners` is the text of a CODEOWNERS file; empty: none.
std::string draft_registry(const std::vector<Finding>& findings, std::string_view codeowners,
                           Timestamp now);

}  // namespace keyhound
