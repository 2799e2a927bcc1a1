// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verify_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/scan_report.h"
#include "scanner/cli/verify/listed_findings.h"
#include "scanner/cli/verify/liveness_list.h"
#include "scanner/cli/verify/registry_check.h"
#include "scanner/cli/verify/scan_verification.h"
#include "scanner/cli/verify/secret_process.h"
#include "scanner/cli/verify/verification_summary.h"

namespace keyhound {
namespace {

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorKind::kUsage, std::move(message));
}

Status check_together(const ScanOptions& scan, const VerifyOptions& verify) {
  if (!scan.state_file.empty()) {
    return usage(
        "--state and verifying exclude each other: what an earlier scan saw is not read "
        "again, so its secrets are not there to be asked about");
  }
  if (verify.dry_run && !scan.ledger.ledger.empty()) {
    return usage(
        "--dry-run and --ledger exclude each other: nothing is found out that a ledger "
        "could keep");
  }
  return {};
}

Status check_rules(const std::vector<std::string>& ids, const RuleSet& rules) {
  for (const std::string& id : ids) {
    const bool is_known = std::any_of(rules.rules.begin(), rules.rules.end(),
                                      [&id](const Rule& rule) { return rule.id == id; });
    if (!is_known)
      return usage(fmt::format("--rule: there is no rule '{}'; 'keyhound rules list' shows them",
                               escape_for_terminal(id)));
  }
  return {};
}

// `revoked` may be nullptr. Borrows both.
ScanVerification::Filter filter_of(const std::vector<std::string>& rules,
                                   const RegistryCheck* revoked) {
  if (rules.empty() && revoked == nullptr) return {};
  return [&rules, revoked](const Finding& finding) {
    const bool is_chosen =
        rules.empty() || std::find(rules.begin(), rules.end(), finding.rule_id) != rules.end();
    return is_chosen && (revoked == nullptr || revoked->is_asked(finding));
  };
}

bool has_active(const ScanResult& result) {
  return std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.liveness.state == LivenessState::kActive;
  });
}

Status print(const std::string& text) {
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (is_written) return {};
  return usage("standard output: the list cannot be written");
}

Result<ScanRequest> request_for(const VerifyRunOptions& options) {
  if (options.secrets.empty()) return request_of(options.scan);
  ScanRequest request;  // configuration and registry are those of the folder here
  request.target = options.scan.target;
  request.mode = ScanMode::kStdin;
  return request;
}

// What --revoked and --registry-output need; none: neither is given.
Result<std::optional<RegistryCheck>> registry_check_of(const VerifyRunOptions& options) {
  if (!options.revoked && options.registry_output.empty()) return std::nullopt;
  if (options.verify.dry_run && !options.registry_output.empty()) {
    return usage(
        "--dry-run and --registry-output exclude each other: nothing is found out that a registry "
        "could say");
  }
  KEYHOUND_TRY(RegistryCheck check,
               RegistryCheck::create(options.scan.judge, options.registry_output));
  return std::optional(std::move(check));
}

// In place of the list of what was verified: each entry that is called revoked.
void tell_by_entry(const RegistryCheck& revoked, VerifyRunOptions& options, ScanSteps& steps) {
  const bool is_json = options.scan.format == "json";
  if (is_json) options.scan.format.clear();
  steps.exit_code = [&revoked](const ScanResult& result, int code) -> int {
    const int own = RegistryCheck::exit_code(revoked.report(result.findings));
    if (code == kExitFindings || own == kExitFindings) return kExitFindings;
    return result.complete() ? own : kExitIncomplete;
  };
  steps.on_reported = [&revoked, &options, is_json](const ScanResult& result) -> Status {
    if (!options.scan.format.empty()) return {};
    const RevokedCheck check = revoked.report(result.findings);
    return print(is_json ? revoked_check_json(check) : revoked_check_text(check));
  };
}

}  // namespace

Result<int> run_verify(VerifyRunOptions& options) {
  KEYHOUND_TRY_STATUS(check_together(options.scan, options.verify));
  KEYHOUND_TRY_STATUS(keep_process_private());
  KEYHOUND_TRY(VerificationSetup setup,
               make_verification_setup(options.verify, options.scan.rules));
  setup.shows_progress = !options.scan.no_progress;
  KEYHOUND_TRY_STATUS(check_rules(options.only, setup.rules));
  KEYHOUND_TRY(ScanRequest request, request_for(options));
  KEYHOUND_TRY(const std::optional<RegistryCheck> registry, registry_check_of(options));
  ScanVerification verification(std::move(setup),
                                filter_of(options.only, options.revoked ? &*registry : nullptr));
  ScanSteps steps;
  verification.join(steps);
  if (!options.secrets.empty()) {
    steps.scan = [&](const ScanContext& context) {
      return list_secrets(options.secrets, context, verification.keeper());
    };
  }
  steps.tells_instead_of_text = true;
  steps.exit_code = [&](const ScanResult& result, int code) -> int {
    if (code == kExitFindings || has_active(result)) return kExitFindings;
    const bool is_open = !result.complete() || leaves_open(*verification.verification());
    return is_open ? kExitIncomplete : kExitClean;
  };
  steps.on_reported = [&](const ScanResult& result) -> Status {
    if (!options.scan.format.empty()) return {};
    return print(liveness_list(result, *verification.verification()));
  };
  if (options.revoked) tell_by_entry(*registry, options, steps);
  if (!options.registry_output.empty()) {
    steps.on_judged = [&](const JudgedScan& scan) {
      return registry->write_layer(options.registry_output, scan.result.findings);
    };
  }
  return scan_and_report(options.scan, {std::move(request)}, steps);
}

Result<int> scan_and_verify(ScanOptions& scan, const VerifyOptions& verify) {
  KEYHOUND_TRY_STATUS(check_together(scan, verify));
  KEYHOUND_TRY_STATUS(keep_process_private());
  KEYHOUND_TRY(VerificationSetup setup, make_verification_setup(verify, scan.rules));
  setup.shows_progress = !scan.no_progress;
  KEYHOUND_TRY(ScanRequest request, request_of(scan));
  ScanVerification verification(std::move(setup));
  ScanSteps steps;
  verification.join(steps);
  steps.on_reported = [&](const ScanResult&) -> Status {
    // Beside reports, which are for other programs.
    fmt::print(stderr, "keyhound: verification: {}\n",
               verification_summary(*verification.verification()));
    return {};
  };
  return scan_and_report(scan, {std::move(request)}, steps);
}

}  // namespace keyhound
