// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/run_pre_commit.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_scan.h"
#include "scanner/git/index_tree.h"
#include "scanner/hooks/passed_trees.h"

namespace keyhound {
namespace {

// The tree that the commit will have.
Status note_passed_tree(const Repository& repository, const std::string& index_file) {
  KEYHOUND_TRY(const IndexFile index, IndexFile::read(repository, index_file));
  const auto tree = index_tree_id(index, repository.id_size());
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

[[noreturn]] void end_process(int code) {
  std::fflush(nullptr);
  std::_Exit(code);
}

}  // namespace

Result<int> run_pre_commit(const HookRunOptions& options) {
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
