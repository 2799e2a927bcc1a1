// SPDX-License-Identifier: Apache-2.0
// `keyhound hook install|uninstall|status`: what each does, and what it says.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct SetupOptions {
  std::string path = ".";
  std::vector<std::string> kinds;  // "pre-commit", "pre-push"; empty: both
  bool allow_failure = false;
  bool pipelines = false;
  bool shared = false;
  std::string ledger;
};

// Each answers the exit code. Errors are kUsage or kConfiguration, and nothing is changed then.
Result<int> install_hooks_of(const SetupOptions& options);
Result<int> uninstall_hooks_of(const SetupOptions& options);
// 1 unless git runs both.
Result<int> show_hooks_of(const SetupOptions& options);

}  // namespace keyhound
