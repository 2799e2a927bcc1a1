// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/run_baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "scanner/base/file.h"
#include "scanner/baseline/accept.h"
#include "scanner/git/committed_file.h"
#include "scanner/git/git_library.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kLargestBaseline = std::uint64_t{64} << 20U;

// Most targets are none, and cost two questions.
bool is_bare(const std::string& target) {
  std::error_code error;
  const std::filesystem::path folder(target);
  if (!std::filesystem::exists(folder / "objects", error) ||
      !std::filesystem::exists(folder / "HEAD", error))
    return false;
  const GitLibrary library;
  const auto repository = Repository::open(target);
  return repository && repository->is_bare();
}

// The baseline as HEAD of a bare repository has it; none where it has none.
Result<std::optional<Baseline>> committed_baseline(const std::string& target,
                                                   const std::string& name) {
  const GitLibrary library;
  KEYHOUND_TRY(const Repository repository, Repository::open(target));
  auto file = read_committed_file(repository, "HEAD", name, kLargestBaseline);
  if (!file && file.error().kind == ErrorKind::kUsage) return std::nullopt;
  // The scan tells of what is damaged, and accepts nothing without a baseline.
  if (!file && file.error().kind == ErrorKind::kCorrupt) return std::nullopt;
  if (!file) return fail(file.error());
  KEYHOUND_TRY(Baseline baseline, parse_baseline(file->content, "HEAD:" + name));
  return std::optional<Baseline>(std::move(baseline));
}

// Findings that somebody accepted are not to be reported as new, nor new ones as accepted.
tl::unexpected<Error> refused(Error error, const BaselineOptions& options) {
  if (error.kind != ErrorKind::kConfiguration) {
    error.message =
        (options.is_configured ? "scan.baseline of the configuration: " : "--baseline ") +
        error.message + "; 'keyhound baseline create' makes one, --no-baseline scans without it";
  }
  error.kind = ErrorKind::kConfiguration;
  return fail(std::move(error));
}

}  // namespace

Result<bool> RunBaseline::load_committed(const BaselineOptions& options,
                                         const std::string& target) {
  const std::string name = options.file.empty() ? std::string(kBaselineName) : options.file;
  auto committed = committed_baseline(target, name);
  if (!committed) return refused(committed.error(), options);
  if (!*committed && options.file.empty()) return false;
  if (!*committed) {
    return refused({ErrorKind::kNotFound, fmt::format("HEAD of {} has no {}", target, name)},
                   options);
  }
  path_ = name;
  baseline_ = std::move(**committed);
  is_whole_ = true;
  return true;
}

Result<std::optional<RunBaseline>> RunBaseline::load(const BaselineOptions& options,
                                                     const std::string& target) {
  if (options.is_off) return std::nullopt;
  RunBaseline run;
  const std::string file = options.file.empty() ? find_baseline(target) : options.file;
  const bool is_open = file.empty() || (options.is_configured && options.shown.empty());
  if (is_open && is_bare(target)) {
    KEYHOUND_TRY(const bool is_there, run.load_committed(options, target));
    return is_there ? std::optional(std::move(run)) : std::nullopt;
  }
  if (file.empty()) return std::nullopt;
  run.path_ = !options.shown.empty() ? options.shown
              : options.file.empty() ? std::string(kBaselineName)
                                     : file;
  auto baseline = read_baseline(file);
  if (!baseline) return refused(baseline.error(), options);
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
