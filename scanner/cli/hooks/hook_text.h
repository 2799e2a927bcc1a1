// SPDX-License-Identifier: Apache-2.0
// What a hook says when it stops git: what it found, where, and how to go on. Pure; all texts are
// safe for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/hooks/hook_kind.h"
#include "scanner/hooks/push.h"
#include "scanner/model/finding.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// How many findings, diagnostics and commits are named, at most.
inline constexpr std::size_t kMostNamed = 20;

// The findings that stop git, and what could not be read; empty where neither is.
std::string hook_report(HookKind kind, const ScanResult& result,
                        const std::vector<const Finding*>& findings);

// How to go on. `ledger`: where going past the check is recorded; empty: nowhere.
std::string hook_advice(HookKind kind, const ScanResult& result,
                        const std::vector<const Finding*>& findings, std::string_view ledger);

// Of a hook that could not scan everything, or anything.
std::string failure_advice(HookKind kind);
std::string let_through_text(HookKind kind);

// The commits that went past the pre-commit hook.
std::string unchecked_text(const UncheckedCommits& unchecked, std::string_view ledger);

}  // namespace keyhound
