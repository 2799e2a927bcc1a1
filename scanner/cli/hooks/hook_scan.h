// SPDX-License-Identifier: Apache-2.0
// The scan of a hook: of what a change brings in, and of nothing else. It prints what stops git.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/cli/scan_options.h"
#include "scanner/hooks/hook_kind.h"

namespace keyhound {

struct HookScan {
  int code = 0;
  std::map<std::string, std::size_t> findings_by_commit;
};

// Where a bypass would be recorded, for the advice; asked only when something was found.
using LedgerName = std::function<std::string()>;

// Called when all is printed, before the scan's memory is given back.
using AfterScan = std::function<void(const HookScan& scan)>;

// Runs `request`, whose target must be that of `scan`, and prints findings with advice to stderr.
Result<HookScan> scan_for_hook(HookKind kind, ScanOptions scan, ScanRequest request,
                               const LedgerName& ledger, const AfterScan& after = {});

// The options of such a scan of `target`.
ScanOptions hook_scan_options(const HookRunOptions& options, const std::string& target);

}  // namespace keyhound
