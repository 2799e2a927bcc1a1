// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/run_pre_commit.h"

#include <fmt/format.h>
#include <malloc.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "scanner/base/text_encode.h"
#include "scanner/cli/end_process.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_scan.h"
#include "scanner/git/index_tree.h"
#include "scanner/hooks/passed_trees.h"

namespace keyhound {
namespace {

// The tree that the commit will have; none while the index is in conflict.
Result<std::optional<ObjectId>> tree_of_index(const Repository& repository,
                                              const std::string& index_file) {
  const auto cached = IndexFile::read_cached_root(repository, index_file);
  if (cached && *cached) return *cached;
  KEYHOUND_TRY(const IndexFile index, IndexFile::read(repository, index_file));
  return index_tree_id(index, repository.id_size());
}

Status note_passed_tree(const Repository& repository, const std::string& index_file) {
  KEYHOUND_TRY(const auto tree, tree_of_index(repository, index_file));
  if (!tree) return {};
  const std::string path = PassedTrees::path_of(repository);
  std::vector<ObjectId> bases;
  if (const auto head = repository.head()) bases.push_back(*head);
  KEYHOUND_TRY_STATUS(PassedTrees::begin(path, bases, now()));
  return PassedTrees::add(path, *tree, PassedTrees::Entry::kPassed, now());
}

void note(const Repository& repository, const std::string& index_file) {
  const auto noted = note_passed_tree(repository, index_file);
  if (noted) return;
  fmt::print(stderr,
             "keyhound: warning: {}; the next push will say that this commit was not checked\n",
             escape_for_terminal(noted.error().message));
}

// A process that ends at once need not give memory back before, nor ask for it piece by piece.
void keep_memory() {
  constexpr int kAhead = 1 << 20;
  constexpr int kNever = 32 << 20;  // the most that glibc takes for M_MMAP_THRESHOLD
  ::mallopt(M_TOP_PAD, kAhead);
  ::mallopt(M_TRIM_THRESHOLD, kNever);
  ::mallopt(M_MMAP_THRESHOLD, kNever);
}

}  // namespace

Result<int> run_pre_commit(const HookRunOptions& options) {
  if (options.ends_process) keep_memory();
  KEYHOUND_TRY(const HookRepository opened, open_hook_repository());
  ScanOptions scan = hook_scan_options(options, opened.target);
  scan.staged = true;
  KEYHOUND_TRY(ScanRequest request, request_of(scan));
  const auto ledger = [&] { return ledger_of(options, opened.repository).value_or(std::string()); };
  const auto after = [&, index_file = request.index_file](const HookScan& outcome) {
    if (outcome.code == kExitClean) note(opened.repository, index_file);
    const bool is_answered = outcome.code == kExitClean || outcome.code == kExitFindings;
    if (is_answered && options.ends_process) end_process(outcome.code);
  };
  KEYHOUND_TRY(const HookScan outcome, scan_for_hook(HookKind::kPreCommit, std::move(scan),
                                                     std::move(request), ledger, after));
  return outcome.code;
}

}  // namespace keyhound
