// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/run_events.h"

#include <algorithm>
#include <array>
#include <random>

#include "policies/evaluation/leak.h"
#include "policies/evidence/new_event.h"
#include "policies/lifecycle/finding_events.h"
#include "policies/lifecycle/liveness_events.h"
#include "policies/lifecycle/registry_events.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// What the verdicts of a run have in common: docs/evidence.md, "inputs_digest".
std::string common_inputs(const ScanResult& result) {
  std::vector<std::string> lines;
  for (const Finding& finding : result.findings) {
    if (!is_leak(finding)) continue;
    const std::optional<Timestamp> leaked = time_of_leak(finding);
    lines.push_back(finding.fingerprint.short_form() + " " + finding.rule_id + " " +
                    (leaked ? format_timestamp(*leaked) : "-") + " " +
                    (finding.in_head() ? "head" : "-") + " " +
                    std::string(to_string(finding.liveness.state)) + "\n");
  }
  std::sort(lines.begin(), lines.end());
  std::string findings;
  for (const std::string& line : lines) findings += line;
  const Assessment& assessment = *result.assessment;
  return assessment.policies_digest + "\n" + assessment.registry_digest + "\n" +
         format_timestamp(assessment.at) + "\nsha256:" + to_hex(sha256(findings)) + "\n";
}

void add_verdicts(const ScanResult& result, std::vector<EvidenceEvent>& events) {
  const Assessment& assessment = *result.assessment;
  const std::string common = common_inputs(result);
  for (const AssessedVerdict& one : assessment.verdicts) {
    const PolicyVerdict& verdict = *one.verdict;
    const std::string& subject = assessment.subjects[one.subject].id;
    events.push_back(
        new_event("policy.evaluated", to_valid_utf8(subject),
                  {{"policy", verdict.policy_id},
                   {"outcome", to_string(verdict.outcome)},
                   {"inputs_digest",
                    "sha256:" + to_hex(sha256(common + subject + "\n" + verdict.policy_id + "\n"))},
                   {"exception", text_or_null(verdict.exception_id)}}));
  }
}

Json outcomes_of(const Assessment& assessment) {
  std::array<std::uint64_t, kOutcomes> sums{};
  for (const PolicyCounts& counts : assessment.counts) {
    for (std::size_t i = 0; i < kOutcomes; ++i) sums[i] += counts.outcomes[i];
  }
  const auto of = [&sums](Outcome outcome) { return sums[static_cast<std::size_t>(outcome)]; };
  return {{"pass", of(Outcome::kPass)},
          {"fail", of(Outcome::kFail)},
          {"waived", of(Outcome::kWaived)},
          {"error", of(Outcome::kError)},
          {"not_applicable", of(Outcome::kNotApplicable)}};
}

Json coverage_of(const ScanResult& result, const BulkCoverage* bulk) {
  const ScanStatistics& seen = result.scan.statistics;
  Json coverage = {{"commits", seen.commits},
                   {"blobs", seen.blobs},
                   {"files", seen.files},
                   {"bytes", seen.bytes},
                   {"skipped", seen.skipped},
                   {"diagnostics", result.diagnostics.size()},
                   {"complete", bulk != nullptr ? bulk->complete : result.complete()}};
  if (bulk != nullptr) {
    coverage["targets"] = {{"planned", bulk->planned},     {"scanned", bulk->scanned},
                           {"unchanged", bulk->unchanged}, {"failed", bulk->failed},
                           {"excluded", bulk->excluded},   {"pending", bulk->pending}};
  }
  return coverage;
}

EvidenceEvent finished(const ScanResult& result, int exit_code, const BulkCoverage* bulk) {
  const auto findings = std::count_if(result.findings.begin(), result.findings.end(), is_leak);
  return new_event("run.finished", {},
                   {{"repository", text_or_null(result.scan.repository)},
                    {"head", text_or_null(result.scan.head)},
                    {"findings", findings},
                    {"outcomes", outcomes_of(*result.assessment)},
                    {"coverage", coverage_of(result, bulk)},
                    {"liveness", liveness_counts(result)},
                    {"exit", exit_code}});
}

}  // namespace

std::vector<EvidenceEvent> start_events(const std::string& run, const RunStart& start,
                                        const LedgerHistory& history) {
  std::vector<EvidenceEvent> events;
  if (history.policies_digest != start.policies_digest) {
    events.push_back(new_event("policy.changed", {},
                               {{"policies_digest", text_or_null(start.policies_digest)},
                                {"previous", text_or_null(history.policies_digest)}}));
  }
  events.push_back(new_event("run.started", {},
                             {{"tool", "keyhound"},
                              {"version", text_or_null(start.version)},
                              {"rules_digest", text_or_null(start.rules_digest)},
                              {"policies_digest", text_or_null(start.policies_digest)},
                              {"registry_digest", text_or_null(start.registry_digest)},
                              {"target", text_or_null(start.target)},
                              {"kind", text_or_null(start.kind)}}));
  for (EvidenceEvent& event : events) event.run = run;
  return events;
}

std::vector<EvidenceEvent> result_events(const std::string& run, const ScanResult& result,
                                         const Registry* registry, const LedgerHistory& history,
                                         int exit_code, const BulkCoverage* coverage) {
  std::vector<EvidenceEvent> events = finding_events(result, history);
  if (coverage != nullptr) {
    for (EvidenceEvent& event : removed_events(result, coverage->read_repositories, history))
      events.push_back(std::move(event));
  }
  for (EvidenceEvent& event : liveness_events(result, registry, history))
    events.push_back(std::move(event));
  if (registry != nullptr) {
    for (EvidenceEvent& event : registry_events(*registry, history, result.assessment->at))
      events.push_back(std::move(event));
  }
  add_verdicts(result, events);
  events.push_back(finished(result, exit_code, coverage));
  for (EvidenceEvent& event : events) event.run = run;
  return events;
}

std::string new_run_id() {
  std::random_device device;
  std::array<std::uint8_t, 16> bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(device());
  return to_hex(bytes);
}

}  // namespace keyhound
