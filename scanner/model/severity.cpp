// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/severity.h"

#include <array>

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 3> kConfidences = {"low", "medium", "high"};
constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Severity severity) {
  return kSeverities[static_cast<std::size_t>(severity)];
}
std::string_view to_string(Confidence confidence) {
  return kConfidences[static_cast<std::size_t>(confidence)];
}
std::string_view to_string(Level level) { return kLevels[static_cast<std::size_t>(level)]; }

std::optional<Severity> parse_severity(std::string_view text) {
  return parse<Severity>(kSeverities, text);
}
std::optional<Confidence> parse_confidence(std::string_view text) {
  return parse<Confidence>(kConfidences, text);
}
std::optional<Level> parse_level(std::string_view text) { return parse<Level>(kLevels, text); }

Level level_of(Severity severity) {
  if (severity >= Severity::kHigh) return Level::kError;
  return severity == Severity::kMedium ? Level::kWarning : Level::kNote;
}

Severity severity_of(Level level) {
  constexpr std::array<Severity, 3> kOfLevel = {Severity::kInfo, Severity::kMedium,
                                                Severity::kHigh};
  return kOfLevel[static_cast<std::size_t>(level)];
}

Severity severity_of_score(double score) {
  if (score > 9.0) return Severity::kCritical;
  if (score >= 7.0) return Severity::kHigh;
  if (score >= 4.0) return Severity::kMedium;
  return score > 0 ? Severity::kLow : Severity::kInfo;
}

double score_of(Severity severity) {
  constexpr std::array<double, 5> kScores = {0.0, 2.0, 5.5, 8.0, 9.5};
  return kScores[static_cast<std::size_t>(severity)];
}

}  // namespace keyhound
