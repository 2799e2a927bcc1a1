// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/liveness_list.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "scanner/base/text_encode.h"
#include "scanner/cli/verify/verification_summary.h"
#include "scanner/report/finding_words.h"

namespace keyhound {
namespace {

constexpr std::array kOrder = {LivenessState::kActive, LivenessState::kIndeterminate,
                               LivenessState::kExpired, LivenessState::kRevoked};

const Rule* rule_of(const ScanResult& result, const Finding& finding) {
  if (result.rules == nullptr) return nullptr;
  for (const Rule& rule : result.rules->rules)
    if (rule.id == finding.rule_id) return &rule;
  return nullptr;
}

// "ghp_…(40)  GitHub, github-classic-pat".
std::string title_words(const ScanResult& result, const Finding& finding) {
  const Rule* const rule = rule_of(result, finding);
  const std::string provider =
      rule == nullptr || rule->provider.empty() ? "" : rule->provider + ", ";
  return fmt::format("{}  {}{}", finding.secret_redacted, provider, finding.rule_id);
}

// "config.env:3:7, in HEAD, and 2 other places, since 2024-05-01".
std::string where_words(const Finding& finding) {
  std::string words = place_words(finding);
  const std::size_t others = finding.occurrences.size() - 1;
  if (others > 0) words += fmt::format(" and {} more", others);
  const std::string exposure = exposure_words(finding);
  if (!exposure.empty()) words += ", " + exposure;
  const Timestamp since = finding.first().commit.committed;
  if (!finding.first().commit.id.empty())
    words += fmt::format(", since {}", format_timestamp(since).substr(0, 10));
  return words;
}

// "owner payments, registered as pay-github"; empty: nobody knows.
std::string owner_text(const Finding& finding) {
  std::string words;
  if (!finding.credential.owner.empty()) words = "owner " + finding.credential.owner;
  if (!finding.credential.id.empty())
    words += (words.empty() ? "registered as " : ", registered as ") + finding.credential.id;
  return words;
}

// "api.github.com answered 200 at 2026-11-30T14:00:00Z".
std::string evidence_words(const Liveness& liveness) {
  std::string words = liveness.reason;
  const auto add = [&words](const std::string& text) {
    words += (words.empty() ? "" : ", ") + text;
  };
  if (!liveness.host.empty() && liveness.status != 0)
    add(fmt::format("{} answered {}", liveness.host, liveness.status));
  else if (!liveness.host.empty())
    add("asked " + liveness.host);
  else if (!liveness.verifier.empty())
    add("by " + liveness.verifier);
  if (liveness.at) words += " at " + format_timestamp(*liveness.at);
  return words;
}

std::string entry_of(const ScanResult& result, const Finding& finding) {
  std::string text = fmt::format("  {}\n", escape_for_terminal(title_words(result, finding)));
  for (const std::string& words :
       {where_words(finding), owner_text(finding), evidence_words(finding.liveness)}) {
    if (!words.empty()) text += fmt::format("      {}\n", escape_for_terminal(words));
  }
  return text;
}

}  // namespace

std::string liveness_list(const ScanResult& result, const Verification& verification) {
  std::map<LivenessState, std::string> entries;
  std::map<LivenessState, std::size_t> counts;
  for (const Finding& finding : result.findings) {
    const LivenessState state = finding.liveness.state;
    if (finding.kind != FindingKind::kSecret || state == LivenessState::kUnchecked) continue;
    entries[state] += entry_of(result, finding);
    ++counts[state];
  }
  std::string text;
  for (const LivenessState state : kOrder) {
    if (counts[state] > 0)
      text += fmt::format("{} ({})\n{}\n", to_string(state), counts[state], entries[state]);
  }
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.incomplete)
      text += fmt::format("not scanned: {} {}\n", escape_for_terminal(diagnostic.subject),
                          escape_for_terminal(diagnostic.message));
  }
  return text + verification_summary(verification) + "\n";
}

}  // namespace keyhound
