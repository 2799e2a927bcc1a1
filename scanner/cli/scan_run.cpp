// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace keyhound {
namespace {

// Stands for the public key among earlier keys.
constexpr std::string_view kPublicKeyWord = "public";

// A finding that is not sure enough to be one.
Candidate candidate_of(const Finding& finding, Confidence least) {
  Candidate candidate;
  candidate.rule_id = finding.rule_id;
  candidate.title = finding.title;
  candidate.location = finding.first().location;
  candidate.secret_redacted = finding.secret_redacted;
  candidate.confidence = finding.confidence;
  candidate.dropped = DropReason::kLowConfidence;
  candidate.checks.push_back(
      {"confidence", CheckOutcome::kDropped,
       fmt::format("{}; --min-confidence is {}", to_string(finding.confidence), to_string(least))});
  return candidate;
}

// The keys of KEYHOUND_PREVIOUS_FINGERPRINT_KEYS, parted by commas.
Result<std::vector<FingerprintKey>> previous_keys() {
  constexpr const char* kVariable = "KEYHOUND_PREVIOUS_FINGERPRINT_KEYS";
  std::vector<FingerprintKey> keys;
  const char* value = std::getenv(kVariable);
  std::string_view rest = value == nullptr ? std::string_view() : std::string_view(value);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view text = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (text == kPublicKeyWord) {
      keys.emplace_back();
      continue;
    }
    auto key = FingerprintKey::parse(text);
    if (!key) return fail(key.error().within(kVariable));
    keys.push_back(std::move(*key));
  }
  return keys;
}

bool has_failed_policy(const Finding& finding, const ReportThresholds& thresholds) {
  if (!thresholds.policy_level) return false;
  return std::any_of(
      finding.policies.begin(), finding.policies.end(), [&](const PolicyVerdict& verdict) {
        return verdict.outcome == Outcome::kFail && verdict.level >= *thresholds.policy_level;
      });
}

}  // namespace

Result<FingerprintKeys> fingerprint_keys() {
  FingerprintKeys keys;
  if (const char* text = std::getenv("KEYHOUND_FINGERPRINT_KEY");
      text != nullptr && *text != '\0') {
    auto parsed = FingerprintKey::parse(text);
    if (!parsed) return fail(parsed.error().within("KEYHOUND_FINGERPRINT_KEY"));
    keys.key = std::move(*parsed);
  }
  KEYHOUND_TRY(keys.previous, previous_keys());
  return keys;
}

Result<ScanContext> make_scan_context(const RuleEngine& engine, ScanSettings settings) {
  KEYHOUND_TRY(FingerprintKeys keys, fingerprint_keys());
  settings.key = std::move(keys.key);
  settings.previous_keys = std::move(keys.previous);
  if (settings.now == Timestamp()) settings.now = now();
  return ScanContext::create(engine, std::move(settings));
}

void drop_below(Confidence least, ScanResult& result) {
  const std::size_t dropped = std::erase_if(result.findings, [&](const Finding& finding) {
    if (finding.confidence >= least) return false;
    if (result.candidates) result.candidates->add(candidate_of(finding, least));
    return true;
  });
  if (result.candidates) result.candidates->settle();
  result.scan.drops[static_cast<std::size_t>(DropReason::kLowConfidence)] += dropped;
}

bool reaches(const Finding& finding, const ReportThresholds& thresholds) {
  if (!finding.is_open()) return false;
  if (thresholds.ignores_old && finding.baseline_state == BaselineState::kUnchanged) return false;
  const bool is_severe = thresholds.severity && finding.severity >= *thresholds.severity;
  return is_severe || has_failed_policy(finding, thresholds);
}

ExitCode exit_code_for(const ScanResult& result, const ReportThresholds& thresholds) {
  const bool fails =
      std::any_of(result.findings.begin(), result.findings.end(),
                  [&](const Finding& finding) { return reaches(finding, thresholds); });
  if (fails) return kExitFindings;
  return result.complete() ? kExitClean : kExitIncomplete;
}

}  // namespace keyhound
