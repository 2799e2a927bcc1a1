// SPDX-License-Identifier: Apache-2.0
// What a check of a secret does to its finding: one that works weighs more, one that works no more
// weighs less. Pure, thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/model/finding.h"

namespace keyhound {

// Tags of findings that a check raised or lowered: "verified-active", "verified-revoked",
// "verified-expired", and "severity-before-verification-high".
inline constexpr std::string_view kVerifiedTagPrefix = "verified-";
inline constexpr std::string_view kSeverityBeforeTagPrefix = "severity-before-verification-";

// Puts `liveness` into a finding, and its severity, score, confidence and tags right. Active raises
// severity by one step, and confidence to high, since it is proved; revoked and expired lower
// severity to low at most; unchecked and indeterminate change neither. Begins from the severity
// before any check, so that a later check takes the place of an earlier one. Nothing is done to
// published sample values, and to findings of pipelines and policies.
void apply_liveness(Finding& finding, Liveness liveness);

// The severity before the check; nullopt: no check changed it.
std::optional<Severity> severity_before_check(const Finding& finding);

// Whether there is something to tell: a state, or the reason why nothing was checked.
bool is_told(const Liveness& liveness);

}  // namespace keyhound
