// SPDX-License-Identifier: Apache-2.0
// What checks of definitions have found, as findings of reports. Pure.
#pragma once

#include <vector>

#include "scanner/model/finding.h"
#include "scanner/model/fingerprint.h"
#include "scanner/pipelines/check.h"

namespace keyhound {

// The tag of a finding about a literal that may be a credential: a secret that is found in it is
// reported in its place.
inline constexpr std::string_view kLiteralTag = "literal-value";

// In the order of `found`, with fingerprints under `key` and, in short form, those under the keys
// that served before. Findings about credentials (PipelineFinding::credential) are not among
// them: they are parts of the secrets' own.
std::vector<Finding> findings_of(const std::vector<PipelineFinding>& found,
                                 const FingerprintKey& key, bool in_worktree,
                                 const std::vector<FingerprintKey>& previous = {});

// Drops findings of literals in which a reported secret stands, and lets the secret's finding name
// the check.
void fold_literals(std::vector<Finding>& findings);

}  // namespace keyhound
