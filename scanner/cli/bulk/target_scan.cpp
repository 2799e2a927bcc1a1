// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/target_scan.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/bulk/repository_configuration.h"
#include "scanner/cli/bulk/scan_basis.h"
#include "scanner/cli/scan_report.h"
#include "scanner/git/history_roots.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// Diagnostics of objects that are stored badly.
constexpr std::string_view kDamage[] = {"corrupt-pack",       "corrupt-object",
                                        "damaged-objects",    "missing-object",
                                        "unreadable-objects", "unreadable-object"};

std::string path_in(const WorkerJob& job, std::string_view name) {
  return job.folder + "/" + std::string(name);
}

// Whether nothing is there that a ref, HEAD or a file like MERGE_HEAD names: it is empty, and that
// is all there is to know.
bool is_empty_repository(const std::string& path) {
  const auto repository = Repository::open(path);
  if (!repository) return false;
  std::vector<Diagnostic> diagnostics;
  const auto roots = read_history_roots(*repository, false, diagnostics);
  return roots.empty() && diagnostics.empty();
}

bool tells_damage(const ScanResult& result) {
  return std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                     [](const Diagnostic& diagnostic) {
                       return std::find(std::begin(kDamage), std::end(kDamage), diagnostic.kind) !=
                              std::end(kDamage);
                     });
}

// A scan of an empty repository by itself is seldom what was meant; one of many that is empty is
// known to its end.
void settle_empty(const std::string& path, ScanResult& result) {
  for (Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.kind != "empty-history" || !is_empty_repository(path)) continue;
    diagnostic.message = "the repository has no ref, so there was nothing to scan";
    diagnostic.incomplete = false;
  }
}

std::vector<ReportOutput> outputs_of(const WorkerJob& job) {
  return {{find_report_format("json"), path_in(job, kWorkerFindingsFile)},
          {find_report_format("sarif"), path_in(job, kWorkerSarifFile)}};
}

// What policies and references call it: without the host. Of a path what its remote "origin" says,
// which is the scan's to find; empty.
std::string policy_name(const Target& target) {
  if (target.kind == TargetKind::kPath) return {};
  const std::size_t slash = target.name.find('/');
  return slash == std::string::npos ? target.name : target.name.substr(slash + 1);
}

// Empty: the scan remembers nothing. What an earlier scan saw is not read again, so its secrets are
// not there to be asked about.
std::string usable_state(const WorkerJob& job, const ScanOptions& options) {
  if (!job.verification.shared_folder.empty()) return {};
  if (job.mirrors.cache.empty() || !options.gitleaks_config.empty() || !job.keep_mirror) return {};
  const std::string state = state_path(job.mirrors.cache, job.target.name);
  std::error_code error;
  fs::create_directories(fs::path(state).parent_path(), error);
  return error ? std::string() : state;
}

// nullptr: nothing is verified. That it cannot be is noted, and no reason not to scan.
std::unique_ptr<TargetVerification> verification_of(const WorkerJob& job, const RuleOptions& rules,
                                                    std::vector<Diagnostic>& notes) {
  if (job.verification.shared_folder.empty()) return nullptr;
  auto verification = TargetVerification::create(job.verification, rules);
  if (verification) return std::move(*verification);
  notes.push_back(not_verified(verification.error()));
  return nullptr;
}

Result<TargetScan> scan_once(const WorkerJob& job, ScanOptions options,
                             std::vector<Diagnostic> notes, Timestamp now) {
  TargetScan scan;
  ScanSteps steps;
  const auto verification = verification_of(job, options.rules, notes);
  if (verification) verification->join(steps);
  steps.outputs = outputs_of(job);
  steps.on_judged = [&](const JudgedScan& judged) -> Status {
    ScanResult& result = judged.result;
    scan.is_damaged = tells_damage(result);
    settle_empty(options.target, result);
    result.scan.target = job.target.name;
    result.diagnostics.insert(result.diagnostics.end(), notes.begin(), notes.end());
    scan.first_end = first_end(result, *options.configuration.chosen, now);
    return {};
  };
  KEYHOUND_TRY(ScanRequest request, request_of(options));
  KEYHOUND_TRY(scan.exit_code, scan_and_report(options, {std::move(request)}, steps));
  if (verification) scan.verified = verification->verified();
  return scan;
}

}  // namespace

std::string state_path(const std::string& cache, const std::string& name) {
  return cache + "/state/" + to_hex(sha256(name)).substr(0, 32) + ".state";
}

Result<TargetScan> scan_target(const WorkerJob& job, BulkScanOptions options,
                               const std::string& path, Timestamp now) {
  KEYHOUND_TRY(const auto notes, apply_repository_configuration(path, job.folder, options));
  ScanOptions& scan = options.scan;
  scan.target = path;
  scan.repository = policy_name(job.target);
  scan.state_file = usable_state(job, scan);
  return scan_once(job, scan, notes, now);
}

}  // namespace keyhound
