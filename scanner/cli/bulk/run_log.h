// SPDX-License-Identifier: Apache-2.0
// RunLog: what a run shows while it goes on: a progress line with failures above it on a terminal,
// a line a repository elsewhere, or JSON lines. One a run.
#pragma once

#include <memory>

#include "scanner/bulk/run/run_listener.h"
#include "scanner/bulk/run/run_status.h"

namespace keyhound {

class RunLog : public RunListener {
 public:
  // The last of it.
  virtual void on_summary(const RunStatus& status, int exit_code) = 0;
};

enum class RunLogKind { kTerminal, kLines, kJson };

// What fits: a terminal's where standard output and standard error are one.
RunLogKind run_log_kind(bool wants_json, bool no_progress);
std::unique_ptr<RunLog> make_run_log(RunLogKind kind);

}  // namespace keyhound
