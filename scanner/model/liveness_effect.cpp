// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/liveness_effect.h"

#include <algorithm>
#include <string>
#include <utility>

namespace keyhound {
namespace {

Severity raised(Severity severity) {
  return severity == Severity::kCritical ? severity
                                         : static_cast<Severity>(static_cast<int>(severity) + 1);
}

bool is_proof(LivenessState state) {
  return state == LivenessState::kActive || state == LivenessState::kRevoked ||
         state == LivenessState::kExpired;
}

void set_severity(Finding& finding, Severity severity) {
  if (finding.severity == severity) return;
  finding.severity = severity;
  finding.score = score_of(severity);
}

// As if nothing had been checked; but the confidence that a proof gave stays.
void undo(Finding& finding) {
  if (const auto before = severity_before_check(finding)) set_severity(finding, *before);
  std::erase_if(finding.tags, [](const std::string& tag) {
    if (tag.starts_with(kSeverityBeforeTagPrefix)) return true;
    if (!tag.starts_with(kVerifiedTagPrefix)) return false;
    return parse_liveness_state(tag.substr(kVerifiedTagPrefix.size())).has_value();
  });
}

}  // namespace

void apply_liveness(Finding& finding, Liveness liveness) {
  if (finding.kind != FindingKind::kSecret || finding.is_documentation) return;
  undo(finding);
  const LivenessState state = liveness.state;
  finding.liveness = std::move(liveness);
  if (!is_proof(state)) return;
  const Severity before = finding.severity;
  const bool is_active = state == LivenessState::kActive;
  set_severity(finding, is_active ? raised(before) : std::min(before, Severity::kLow));
  if (is_active) finding.confidence = Confidence::kHigh;
  finding.tags.push_back(std::string(kVerifiedTagPrefix).append(to_string(state)));
  if (finding.severity != before)
    finding.tags.push_back(std::string(kSeverityBeforeTagPrefix).append(to_string(before)));
}

std::optional<Severity> severity_before_check(const Finding& finding) {
  for (const std::string& tag : finding.tags) {
    if (tag.starts_with(kSeverityBeforeTagPrefix))
      return parse_severity(std::string_view(tag).substr(kSeverityBeforeTagPrefix.size()));
  }
  return std::nullopt;
}

bool is_told(const Liveness& liveness) {
  return liveness.state != LivenessState::kUnchecked || !liveness.reason.empty();
}

}  // namespace keyhound
