// SPDX-License-Identifier: Apache-2.0
// What makes a finding a leak, and when it happened: the committer's time, since that is when a
// commit came to be. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

// ScanInfo::kind of secrets that a user lists to have them verified: they leaked nowhere.
inline constexpr std::string_view kListedSecretsKind = "secrets";

// Whether the finding is a leaked value: a secret, no published sample, and not one that a review
// found to be none (a baseline's verdict).
bool is_leak(const Finding& finding);

// Of the earliest and of the newest commit that brought the secret; nullopt: of none.
std::optional<Timestamp> time_of_leak(const Finding& finding);
std::optional<Timestamp> time_of_last_leak(const Finding& finding);

}  // namespace keyhound
