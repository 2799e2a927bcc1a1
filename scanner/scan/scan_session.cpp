// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <tuple>

#include "scanner/engine/trigger.h"
#include "scanner/git/git_library.h"
#include "scanner/pipelines/check.h"
#include "scanner/scan/commit_scan.h"
#include "scanner/scan/definition_files.h"
#include "scanner/scan/history_scan.h"
#include "scanner/scan/ignore_question.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/path_exclusion.h"
#include "scanner/scan/pipeline_scan.h"
#include "scanner/scan/range_scan.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/staged_scan.h"
#include "scanner/scan/text_stream.h"
#include "scanner/scan/tree_scan.h"

namespace keyhound {
namespace {

bool looks_at_all_history(ScanMode mode) {
  return mode == ScanMode::kEverything || mode == ScanMode::kHistoryOnly;
}

bool needs_repository(ScanMode mode) {
  return mode == ScanMode::kHistoryOnly || mode == ScanMode::kStaged || mode == ScanMode::kRange ||
         mode == ScanMode::kSince || mode == ScanMode::kCommit;
}

struct Target {
  std::optional<OpenRepository> repository;
  ScanMode mode = ScanMode::kEverything;
};

// The repository that the request is about. Modes for changes and files look upward from the
// target, as git does; a scan of everything takes a repository only when the target is one, and is
// one of files when the target lies inside one.
Result<Target> resolve_target(const ScanRequest& request) {
  Target target{std::nullopt, request.mode};
  if (request.mode == ScanMode::kStdin) return target;
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(request.target, error))) {
    return fail(ErrorKind::kNotFound, fmt::format("{}: no such file or directory", request.target));
  }
  auto opened = looks_at_all_history(request.mode) ? Repository::open(request.target)
                                                   : Repository::discover(request.target);
  if (!opened && opened.error().kind == ErrorKind::kNotFound &&
      request.mode == ScanMode::kEverything) {
    target.mode = ScanMode::kTreeOnly;
    opened = Repository::discover(request.target);
  }
  if (opened) {
    target.repository.emplace(std::move(*opened));
  } else if (needs_repository(request.mode)) {
    return fail(opened.error().kind == ErrorKind::kNotFound
                    ? Error{ErrorKind::kUsage,
                            fmt::format("{}: this needs a git repository, and there is none",
                                        request.target)}
                    : opened.error());
  } else if (opened.error().kind != ErrorKind::kNotFound && target.mode == ScanMode::kEverything) {
    return fail(opened.error());
  }
  return target;
}

constexpr std::size_t kNamedMissing = 10;  // objects of a partial clone that are named one by one

// A partial clone misses objects by design, maybe by the hundred thousand: some are named, the rest
// are counted.
void summarise_partial_clone(const Repository& repository, std::vector<Diagnostic>& diagnostics) {
  const auto is_missing = [](const Diagnostic& one) { return one.kind == "missing-object"; };
  if (std::none_of(diagnostics.begin(), diagnostics.end(), is_missing)) return;
  if (!repository.is_partial_clone()) return;
  std::size_t missing = 0;
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    return is_missing(diagnostic) && ++missing > kNamedMissing;
  });
  diagnostics.push_back(
      {"partial-clone", repository.git_dir(),
       fmt::format("{} objects were left with the remote and are not scanned; run 'git fetch "
                   "--refetch' without a filter, and scan again",
                   missing),
       true});
}

void note_skipped_history(const Repository& repository, ScanOutput& output) {
  output.diagnostics.push_back(
      {"no-history", repository.work_dir(),
       "only files were scanned, since the target lies inside this repository; scan the "
       "repository itself for its history",
       false});
}

// Nothing to scan is seldom what was meant, and never a proof of anything.
void note_empty_history(const ScanRequest& request, ScanOutput& output) {
  if (output.statistics.commits > 0 || output.statistics.blobs > 0) return;
  const bool has_scanned = output.statistics.files > 0;
  output.diagnostics.push_back(
      {"empty-history", request.target,
       has_scanned ? "the repository has no commit yet; only its files were scanned"
                   : "the repository has no commit and no blob, so nothing was scanned; is it the "
                     "right one?",
       !has_scanned});
}

// Long texts are scanned in windows, and a rule may see only so much of one.
void note_unbounded_rules(const RuleEngine& engine, ScanOutput& output) {
  if (engine.context()) return;
  for (const Rule& rule : engine.rules().rules) {
    const auto shape = analyse_rule(rule);
    if (rule.max_length > 0 || !shape || shape->max_length) continue;
    output.diagnostics.push_back(
        {"unbounded-rule", rule.id,
         fmt::format("its matches have no greatest length; in texts of over {} MB only those of up "
                     "to {} bytes are found for certain; bound its repeats, or set max_length",
                     kWholeText >> 20U, engine.bounded_context()),
         false});
  }
}

// The configuration and, unless only history is asked for, the index and the work tree.
Status scan_present_files(const ScanContext& context, const ScanRequest& request,
                          OpenRepository& opened, ScanOutput& output) {
  KEYHOUND_TRY_STATUS(scan_git_config(context, opened.repository(), output));
  if (request.checks_pipelines &&
      (request.mode == ScanMode::kHistoryOnly || opened.repository().is_bare())) {
    read_head_definitions(request, opened, nullptr, output);
  }
  if (request.mode == ScanMode::kHistoryOnly || opened.repository().is_bare()) return {};
  if (auto staged = scan_staged(context, request, opened, true, output); !staged) {
    output.diagnostics.push_back(diagnose("unreadable-index", "index", staged.error()));
  }
  return scan_tree(context, request, &opened, output);
}

Status scan_sources(const ScanContext& context, const ScanRequest& request,
                    OpenRepository* repository, ScanOutput& output) {
  switch (request.mode) {
    case ScanMode::kStdin:
      return scan_stdin(context, request, output);
    case ScanMode::kStaged:
      if (request.checks_pipelines) read_staged_definitions(request, *repository, output);
      return scan_staged(context, request, *repository, false, output);
    case ScanMode::kRange:
    case ScanMode::kSince:
      return scan_range(context, request, *repository, output);
    case ScanMode::kTreeOnly:
      return scan_tree(context, request, repository, output);
    case ScanMode::kCommit:
      return scan_commit(context, request, *repository, output);
    case ScanMode::kHistoryOnly:
    case ScanMode::kEverything:
      break;
  }
  KEYHOUND_TRY_STATUS(scan_history(context, request, *repository, output));
  const auto begin = std::chrono::steady_clock::now();
  KEYHOUND_TRY_STATUS(scan_present_files(context, request, *repository, output));
  const std::chrono::duration<double> files = std::chrono::steady_clock::now() - begin;
  output.timings.files = files.count();
  return {};
}

void add_pipelines(PipelineScan found, ScanResult& result) {
  std::move(found.findings.begin(), found.findings.end(), std::back_inserter(result.findings));
  sort_for_report(result.findings);
  result.references = std::move(found.references);
  result.scan.definitions = std::move(found.definitions);
  result.checks = &check_infos();
}

// What the paths of a scan's result begin from, as seen from the root of the repository.
std::string prefix_of(const ScanRequest& request, const OpenRepository* opened) {
  const bool is_of_target =
      request.mode == ScanMode::kTreeOnly && opened != nullptr && !opened->repository().is_bare();
  return is_of_target ? prefix_in_worktree(request.target, opened->repository()) : std::string();
}

// What comments did, cleaned and sorted; what they did not is for people to know.
std::vector<Suppression> settled(CommentReport comments, ScanOutput& output, TextScanner& scanner) {
  output.add(std::move(comments.complaints));
  TextCleaner cleaner(scanner);
  auto& list = comments.suppressions;
  for (Suppression& one : list) {
    cleaner.clean(one.reason);
    cleaner.clean(one.exception_id);
    cleaner.clean(one.location.path);
  }
  const auto key = [](const Suppression& one) {
    return std::tie(one.location.path, one.location.start, one.location.end, one.rule_id,
                    one.exception_id, one.reason, one.until);
  };
  std::sort(list.begin(), list.end(),
            [&key](const Suppression& a, const Suppression& b) { return key(a) < key(b); });
  const auto same = [&key](const Suppression& a, const Suppression& b) { return key(a) == key(b); };
  list.erase(std::unique(list.begin(), list.end(), same), list.end());
  return std::move(list);
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

CandidateList settled(CandidateList candidates, TextScanner& scanner) {
  TextCleaner cleaner(scanner);
  candidates.settle();
  for (Candidate& candidate : candidates.items) cleaner.clean(candidate.location.path);
  return candidates;
}

}  // namespace

Result<ScanResult> run_scan(const ScanContext& context, const ScanRequest& asked) {
  const auto begin = std::chrono::steady_clock::now();
  ScanResult result;
  result.scan.started = now();
  const GitLibrary library;
  KEYHOUND_TRY(Target target, resolve_target(asked));
  OpenRepository* const opened = target.repository ? &*target.repository : nullptr;
  ScanRequest request = asked;
  request.mode = target.mode;

  ScanOutput output(context);
  note_unbounded_rules(context.engine(), output);
  KEYHOUND_TRY_STATUS(scan_sources(context, request, opened, output));
  if (opened != nullptr && asked.mode != request.mode)
    note_skipped_history(opened->repository(), output);
  if (opened != nullptr) {
    summarise_partial_clone(opened->repository(), output.diagnostics);
    if (looks_at_all_history(request.mode)) note_empty_history(request, output);
  }

  KEYHOUND_TRY(TextScanner cleaner, TextScanner::create(context));
  result.findings = output.collector.take(cleaner);
  if (request.checks_pipelines)
    add_pipelines(scan_pipelines(context, request, opened, result.findings, output, cleaner),
                  result);
  if (context.settings().reads_comments)
    result.suppressions = settled(std::move(output.comments), output, cleaner);
  settle_diagnostics(output.diagnostics, cleaner);
  result.scan.drops = output.drops;
  drop_excluded(PathExclusion(request.excluded_paths, prefix_of(request, opened)), result);
  result.diagnostics = std::move(output.diagnostics);
  if (request.names_rules) result.rules = &context.engine().rules();
  result.rules_digest = context.engine().common().digest;
  result.scan.target = cleaner.redact_secrets(request.target);
  result.scan.kind = request.pipelines_only ? kPipelinesKind : kind_name(request.mode);
  if (opened != nullptr) {
    const auto head = opened->repository().head();
    result.scan.head = head ? head->hex() : "";
    result.scan.repository_uri = opened->repository().origin_uri();
  }
  result.timings = output.timings;
  result.scan.statistics = output.statistics;
  if (request.explain) result.candidates.emplace(settled(std::move(output.candidates), cleaner));
  result.scan.finished = now();
  result.scan.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace keyhound
