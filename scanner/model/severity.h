// SPDX-License-Identifier: Apache-2.0
// Severity (how bad), confidence (how sure) and level (SARIF's word for the weight of a result).
// They are never mixed. All conversions are pure and total over the enumerators.
#pragma once

#include <optional>
#include <string_view>

namespace keyhound {

enum class Severity { kInfo, kLow, kMedium, kHigh, kCritical };  // ordered: later is worse
enum class Confidence { kLow, kMedium, kHigh };                  // ordered: later is surer
enum class Level { kNote, kWarning, kError };                    // ordered: later is worse

std::string_view to_string(Severity severity);
std::string_view to_string(Confidence confidence);
std::string_view to_string(Level level);

std::optional<Severity> parse_severity(std::string_view text);
std::optional<Confidence> parse_confidence(std::string_view text);
std::optional<Level> parse_level(std::string_view text);

// critical and high are errors, medium a warning, the rest notes.
Level level_of(Severity severity);

// The other way round: an error is high, a warning medium, a note info, so that it fails no run.
Severity severity_of(Level level);

// The severity of a GitHub security-severity score (0.0 to 10.0): above 9.0 critical, from 7.0
// high, from 4.0 medium, above 0 low. https://docs.github.com/code-security (SARIF support).
Severity severity_of_score(double score);

// The score that stands for a severity where no finer one is known: 9.5, 8.0, 5.5, 2.0, 0.0.
double score_of(Severity severity);

}  // namespace keyhound
