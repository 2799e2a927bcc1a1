// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "policies/evaluation/judge.h"

namespace keyhound {
namespace {

constexpr std::string_view kRegistryName = "keyhound-registry.yaml";

// "acme/pay" of https://host/acme/pay.git or git@host:acme/pay.git; empty when it cannot be told.
std::string repository_name(std::string_view uri) {
  if (uri.ends_with('/')) uri.remove_suffix(1);
  if (uri.ends_with(".git")) uri.remove_suffix(4);
  const std::size_t scheme = uri.find("://");
  if (scheme != std::string_view::npos) {
    uri.remove_prefix(scheme + 3);
    const std::size_t slash = uri.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(uri.substr(slash + 1));
  }
  const std::size_t colon = uri.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(uri.substr(colon + 1));
}

// `path` as the reports name files: relative to the scanned directory. Unchanged outside of it.
std::string path_in_target(const std::string& path, const std::string& target) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(path, error);
  const auto root = std::filesystem::weakly_canonical(target, error);
  const auto relative = whole.lexically_relative(root);
  const bool is_inside = !error && !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative.string() : path;
}

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

}  // namespace

Result<ScanContext> make_scan_context(const RuleEngine& engine) {
  FingerprintKey key;
  if (const char* text = std::getenv("KEYHOUND_FINGERPRINT_KEY");
      text != nullptr && *text != '\0') {
    auto parsed = FingerprintKey::parse(text);
    if (!parsed) return fail(parsed.error().within("KEYHOUND_FINGERPRINT_KEY"));
    key = std::move(*parsed);
  }
  return ScanContext::create(engine, std::move(key));
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

ExitCode exit_code_for(const ScanResult& result, const ReportThresholds& thresholds) {
  const bool fails =
      std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return thresholds.severity && finding.severity >= *thresholds.severity && !finding.waived;
      });
  if (fails) return kExitFindings;
  return result.complete() ? kExitClean : kExitIncomplete;
}

Result<Judge> Judge::create(const ScanOptions& options) {
  Judge judge;
  judge.target_ = options.target;
  KEYHOUND_TRY(judge.now_, time_of(options.now));
  std::string path = options.registry;
  if (path.empty()) {
    std::error_code error;
    const auto beside = std::filesystem::path(options.target) / kRegistryName;
    if (!std::filesystem::exists(beside, error)) return judge;
    path = beside.lexically_normal().string();
  }
  KEYHOUND_TRY(judge.registry_, load_registry(path));
  return judge;
}

void Judge::apply(ScanResult& result) const {
  JudgeInput input;
  input.registry = registry_ ? &*registry_ : nullptr;
  input.now = now_;
  input.repository = repository_name(result.scan.repository_uri);
  judge(input, result.findings);
  for (Finding& finding : result.findings) {
    if (finding.kind != FindingKind::kPolicy) continue;
    for (Occurrence& occurrence : finding.occurrences)
      occurrence.location.path = path_in_target(occurrence.location.path, target_);
  }
  result.policies = &builtin_policies();
  std::sort(result.findings.begin(), result.findings.end(), report_order);
}

}  // namespace keyhound
