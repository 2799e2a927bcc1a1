// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/run_baseline.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "scanner/baseline/accept.h"

namespace keyhound {

Result<std::optional<RunBaseline>> RunBaseline::load(const BaselineOptions& options,
                                                     const std::string& target) {
  if (options.is_off) return std::nullopt;
  RunBaseline run;
  const std::string file = options.file.empty() ? find_baseline(target) : options.file;
  if (file.empty()) return std::nullopt;
  run.path_ = !options.shown.empty() ? options.shown
              : options.file.empty() ? std::string(kBaselineName)
                                     : file;
  auto baseline = read_baseline(file);
  if (!baseline) {
    // Findings that somebody accepted are not to be reported as new, nor new ones as accepted.
    Error error = baseline.error();
    error.kind = ErrorKind::kConfiguration;
    if (baseline.error().kind != ErrorKind::kConfiguration) {
      error.message =
          (options.is_configured ? "scan.baseline of the configuration: " : "--baseline ") +
          error.message + "; 'keyhound baseline create' makes one, --no-baseline scans without it";
    }
    return fail(error);
  }
  run.baseline_ = std::move(*baseline);
  if (options.file.empty() || options.is_configured) {
    std::error_code error;
    const auto directory = std::filesystem::path(file).parent_path();
    run.is_whole_ = std::filesystem::equivalent(directory.empty() ? "." : directory, target, error);
  }
  return run;
}

void RunBaseline::accept(const ScanContext& context, bool sees_everything,
                         ScanResult& result) const {
  std::vector<Diagnostic> told;
  if (fits_key(baseline_, context.key(), context.previous_keys())) {
    const BaselineUse use =
        accept_findings(baseline_, path_, context.settings().now, result.findings);
    told =
        diagnose_baseline(baseline_, path_, use, sees_everything && is_whole_ && result.complete());
  } else {
    told.push_back(diagnose_wrong_key(baseline_, path_));
  }
  std::move(told.begin(), told.end(), std::back_inserter(result.diagnostics));
  std::sort(result.diagnostics.begin(), result.diagnostics.end());
}

}  // namespace keyhound
