// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "scanner/git/git_library.h"
#include "scanner/git/repository.h"
#include "scanner/scan/history_scan.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/staged_scan.h"
#include "scanner/scan/tree_scan.h"

namespace keyhound {
namespace {

bool needs_repository(ScanMode mode) {
  return mode == ScanMode::kHistoryOnly || mode == ScanMode::kStaged || mode == ScanMode::kRange ||
         mode == ScanMode::kSince;
}

std::string_view kind_name(ScanMode mode, bool has_repository) {
  switch (mode) {
    case ScanMode::kEverything:
      return has_repository ? "history" : "tree";
    case ScanMode::kHistoryOnly:
      return "history";
    case ScanMode::kTreeOnly:
      return "tree";
    case ScanMode::kStaged:
      return "staged";
    case ScanMode::kRange:
    case ScanMode::kSince:
      return "range";
    case ScanMode::kStdin:
      break;
  }
  return "stdin";
}

// The repository that the request is about. Modes for changes look upward from the target, as git
// does; a scan of everything takes a repository only when the target is one.
Result<std::optional<Repository>> open_repository(const ScanRequest& request) {
  if (request.mode == ScanMode::kStdin) return std::optional<Repository>();
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(request.target, error))) {
    return fail(ErrorKind::kNotFound, fmt::format("{}: no such file or directory", request.target));
  }
  const bool looks_upward = request.mode == ScanMode::kStaged || request.mode == ScanMode::kRange ||
                            request.mode == ScanMode::kSince || request.mode == ScanMode::kTreeOnly;
  auto opened =
      looks_upward ? Repository::discover(request.target) : Repository::open(request.target);
  if (opened) return std::optional<Repository>(std::move(*opened));
  if (opened.error().kind != ErrorKind::kNotFound)
    return fail(opened.error().within(request.target));
  if (!needs_repository(request.mode)) return std::optional<Repository>();
  return fail(ErrorKind::kUsage,
              fmt::format("{}: this needs a git repository, and there is none", request.target));
}

void note_partial_clone(const Repository& repository, ScanOutput& output) {
  if (!repository.is_partial_clone()) return;
  output.diagnostics.push_back({"partial-clone", repository.git_dir(),
                                "objects that were left with the remote are not here and are not "
                                "scanned where they are named as missing; "
                                "run 'git fetch --refetch' without a filter for all of them",
                                false});
}

Status scan_sources(const ScanContext& context, const ScanRequest& request, Repository* repository,
                    ScanOutput& output) {
  switch (request.mode) {
    case ScanMode::kStdin:
      return scan_stdin(context, output);
    case ScanMode::kStaged:
      return scan_staged(context, request, *repository, false, output);
    case ScanMode::kRange:
    case ScanMode::kSince:
      return scan_history(context, request, *repository, output);
    case ScanMode::kTreeOnly:
      return scan_tree(context, request, repository, output);
    case ScanMode::kHistoryOnly:
    case ScanMode::kEverything:
      break;
  }
  if (repository == nullptr) return scan_tree(context, request, nullptr, output);
  KEYHOUND_TRY_STATUS(scan_history(context, request, *repository, output));
  KEYHOUND_TRY_STATUS(scan_git_config(context, *repository, output));
  if (request.mode == ScanMode::kHistoryOnly || repository->is_bare()) return {};
  if (auto staged = scan_staged(context, request, *repository, true, output); !staged) {
    output.diagnostics.push_back(diagnose("unreadable-index", "index", staged.error()));
  }
  return scan_tree(context, request, repository, output);
}

void settle_diagnostics(std::vector<Diagnostic>& diagnostics, TextScanner& scanner) {
  TextCleaner cleaner(scanner);
  for (Diagnostic& diagnostic : diagnostics) {
    cleaner.clean(diagnostic.subject);
    cleaner.clean(diagnostic.message);
  }
  std::sort(diagnostics.begin(), diagnostics.end());
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

}  // namespace

Result<ScanResult> run_scan(const ScanContext& context, const ScanRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  ScanResult result;
  result.scan.started = now();
  const GitLibrary library;
  KEYHOUND_TRY(std::optional<Repository> repository, open_repository(request));
  Repository* const opened = repository ? &*repository : nullptr;

  ScanOutput output(context);
  if (opened != nullptr && request.mode != ScanMode::kTreeOnly) note_partial_clone(*opened, output);
  KEYHOUND_TRY_STATUS(scan_sources(context, request, opened, output));

  KEYHOUND_TRY(TextScanner cleaner, TextScanner::create(context));
  result.findings = output.collector.take(cleaner);
  settle_diagnostics(output.diagnostics, cleaner);
  result.diagnostics = std::move(output.diagnostics);
  result.rules = &context.engine().rules();
  result.rules_digest = result.rules->digest;
  result.scan.target = cleaner.redact_secrets(request.target);
  result.scan.kind = kind_name(request.mode, opened != nullptr);
  if (opened != nullptr) {
    const auto head = opened->head();
    result.scan.head = head ? head->hex() : "";
    result.scan.repository_uri = opened->origin_uri();
  }
  result.scan.statistics = output.statistics;
  result.scan.finished = now();
  result.scan.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace keyhound
