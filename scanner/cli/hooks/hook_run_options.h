// SPDX-License-Identifier: Apache-2.0
// What a hook is told when it runs: by its command line, the environment and git. Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/effective_config.h"
#include "scanner/git/repository.h"

namespace keyhound {

struct HookRunOptions {
  bool allow_failure = false;  // or KEYHOUND_ALLOW_FAILURE
  std::string ledger;          // empty: KEYHOUND_LEDGER, else keyhound.ledger of git's settings
  bool pipelines = false;      // check pipeline definitions, too
  // Ends the process with its answer: taking down rules and databases would cost a third of the
  // run.
  bool ends_process = false;
  std::vector<std::string> arguments;  // what git passes
};

// Of this process.
GitEnvironment process_git_environment();

// The repository that git runs the hook for: that of GIT_DIR, or the one around this directory.
struct HookRepository {
  Repository repository;
  std::string target;  // for a scan: "." where that is the same repository
};
Result<HookRepository> open_hook_repository();

// Whether what could not be scanned is let through.
bool allows_failure(const HookRunOptions& options);

// The ledger that bypasses are recorded in; empty: none is configured.
Result<std::string> ledger_of(const HookRunOptions& options, const Repository& repository);

}  // namespace keyhound
