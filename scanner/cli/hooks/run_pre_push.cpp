// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/run_pre_push.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "policies/evidence/record.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_scan.h"
#include "scanner/cli/hooks/hook_text.h"
#include "scanner/cli/hooks/pushed_refs.h"
#include "scanner/cli/judge.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/hooks/passed_trees.h"

namespace keyhound {
namespace {

constexpr const char* kReason =
    "its tree was not passed by the pre-commit hook: git commit --no-verify, a rebase or a "
    "cherry-pick";

Result<HookScan> scan_push(const HookRunOptions& options, const HookRepository& opened,
                           const PushScope& scope, const std::string& ledger) {
  ScanOptions scan = hook_scan_options(options, opened.target);
  KEYHOUND_TRY(ScanRequest request, request_of(scan));
  request.mode = ScanMode::kRange;
  for (const ObjectId& tip : scope.tips) request.tips.push_back(tip.hex());
  for (const ObjectId& hidden : scope.hidden) request.hidden.push_back(hidden.hex());
  return scan_for_hook(HookKind::kPrePush, std::move(scan), std::move(request),
                       [&ledger] { return ledger; });
}

// `scan`: nullptr where it failed, so that nobody knows what the commits hold.
std::vector<BypassRecord> records_of(const UncheckedCommits& unchecked,
                                     const Repository& repository, const HookScan* scan) {
  std::vector<BypassRecord> records;
  for (const UncheckedCommit& commit : unchecked.commits) {
    BypassRecord record;
    record.kind = to_string(HookKind::kPreCommit);
    record.repository = repository_name(repository.origin_uri());
    record.commit = commit.id.hex();
    record.reason = kReason;
    if (scan != nullptr) {
      const auto found = scan->findings_by_commit.find(record.commit);
      record.findings = found == scan->findings_by_commit.end() ? 0 : found->second;
    }
    records.push_back(std::move(record));
  }
  return records;
}

// In the ledger, and in the list of trees, so that the next push does not tell it again.
Status record(const UncheckedCommits& unchecked, const Repository& repository,
              const std::string& ledger, const HookScan* scan) {
  LedgerOptions options;
  options.tool_version = KEYHOUND_VERSION;
  KEYHOUND_TRY(options.key, signing_key_of({}));
  auto recorded =
      record_bypasses(ledger, records_of(unchecked, repository, scan), std::move(options));
  if (!recorded) {
    Error error = recorded.error().within("the bypass cannot be recorded");
    error.kind = ErrorKind::kConfiguration;
    error.message +=
        fmt::format("\n'keyhound evidence create {}' begins a ledger", escape_for_terminal(ledger));
    return fail(std::move(error));
  }
  const std::string path = PassedTrees::path_of(repository);
  for (const UncheckedCommit& commit : unchecked.commits) {
    KEYHOUND_TRY_STATUS(PassedTrees::add(path, commit.tree, PassedTrees::Entry::kRecorded, now()));
  }
  return {};
}

void tell_unknown(const PushScope& scope) {
  for (std::size_t i = 0; i < scope.unknown.size() && i < kMostNamed; ++i) {
    fmt::print(stderr,
               "keyhound: what {} was on the remote is not here, so all is scanned that no other "
               "branch of the remote has\n",
               escape_for_terminal(scope.unknown[i]));
  }
}

}  // namespace

Result<int> run_pre_push(const HookRunOptions& options) {
  KEYHOUND_TRY(const HookRepository opened, open_hook_repository());
  const Repository& repository = opened.repository;
  KEYHOUND_TRY(const Push push, read_push(options.arguments, repository));
  std::vector<Diagnostic> ignored;  // the scan says what is wrong with packs
  const PackSet packs = PackSet::open(repository, ignored, PackChecks::kQuick);
  const auto reader = make_pack_reader(packs);
  const PushScope scope = push_scope(repository, *reader, push.remote, push.refs);
  if (scope.tips.empty()) return kExitClean;
  tell_unknown(scope);

  KEYHOUND_TRY(const std::string ledger, ledger_of(options, repository));
  KEYHOUND_TRY(const PassedTrees passed, PassedTrees::read(PassedTrees::path_of(repository)));
  const UncheckedCommits unchecked = unchecked_commits(repository, *reader, scope, passed);
  const auto scan = scan_push(options, opened, scope, ledger);
  if (!unchecked.commits.empty()) {
    if (!ledger.empty())
      KEYHOUND_TRY_STATUS(record(unchecked, repository, ledger, scan ? &*scan : nullptr));
    fmt::print(stderr, "{}", unchecked_text(unchecked, ledger));
  }
  if (!scan) return fail(scan.error());
  return scan->code;
}

}  // namespace keyhound
