// SPDX-License-Identifier: Apache-2.0
// What a basis (scan_basis.h) says of a scan that verified: how, and until when its answers count.
// Where nothing in a repository changed it is scanned again for that alone, since nobody keeps its
// secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/verify/verify_options.h"

namespace keyhound {

// Of everything that decides who is asked about what, what an answer means, and for how long it
// counts: options and verifiers; but for the rules, which are in the digest of the scan. Of `rules`
// those that a configuration names have no verifier. Errors are those of loading them.
Result<std::string> verification_digest(const VerifyOptions& options, const RuleOptions& rules);

// `basis` of the scan, with that of its verification. `until`: when an answer is too old first; no
// answer ever is without it.
std::string with_verification(const std::string& basis, const std::string& digest,
                              std::optional<Timestamp> until);
// The part of a basis that is the scan's alone.
std::string_view without_verification(std::string_view basis);
// Whether it verified in that way, and no answer is too old at `now`.
bool holds_verification(std::string_view basis, const std::string& digest, Timestamp now);

}  // namespace keyhound
