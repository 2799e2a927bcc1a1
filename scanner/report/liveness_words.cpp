// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/liveness_words.h"

#include <fmt/format.h>

#include "scanner/model/liveness_effect.h"

namespace keyhound {

namespace {

// What is worst comes first, what nobody knows last.
constexpr std::array<LivenessState, 5> kOrder = {
    LivenessState::kActive, LivenessState::kRevoked, LivenessState::kExpired,
    LivenessState::kIndeterminate, LivenessState::kUnchecked};

void add_word(std::string& text, std::string_view word) {
  if (word.empty()) return;
  if (!text.empty()) text += ", ";
  text += word;
}

}  // namespace

std::string check_words(const Liveness& liveness) {
  std::string text = liveness.source;
  if (!liveness.verifier.empty()) text += (text.empty() ? "" : " ") + liveness.verifier;
  add_word(text, liveness.host);
  if (liveness.status != 0) add_word(text, fmt::format("status {}", liveness.status));
  if (liveness.at) add_word(text, format_timestamp(*liveness.at));
  return text;
}

std::string liveness_words(const Finding& finding) {
  const Liveness& liveness = finding.liveness;
  if (!is_told(liveness)) return "";
  std::string text(to_string(liveness.state));
  if (!liveness.reason.empty()) text += ": " + liveness.reason;
  if (const std::string check = check_words(liveness); !check.empty()) text += "; " + check;
  if (const auto before = severity_before_check(finding))
    text += fmt::format("; severity was {}", to_string(*before));
  return text;
}

LivenessTally liveness_tally_of(const ScanResult& result) {
  LivenessTally tally;
  for (const Finding& finding : result.findings) {
    if (finding.kind != FindingKind::kSecret || finding.is_documentation) continue;
    ++tally.by_state[static_cast<std::size_t>(finding.liveness.state)];
    tally.is_asked = tally.is_asked || is_told(finding.liveness);
  }
  return tally;
}

std::string describe_liveness(const LivenessTally& tally) {
  if (!tally.is_asked) return "";
  std::string text;
  for (const LivenessState state : kOrder) {
    if (tally.of(state) > 0)
      add_word(text, fmt::format("{} {}", tally.of(state), to_string(state)));
  }
  return text;
}

}  // namespace keyhound
