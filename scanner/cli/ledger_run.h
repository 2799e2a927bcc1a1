// SPDX-License-Identifier: Apache-2.0
// LedgerRun: a run that keeps evidence (--ledger): run.started before it begins, what it found,
// changed and judged when it ends. Without a ledger it does nothing. Movable; used by one thread.
#pragma once

#include <optional>
#include <string>

#include "policies/lifecycle/run_recorder.h"
#include "scanner/base/signature.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run_options.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

class LedgerRun {
 public:
  // Reads the ledger, and tells the judge what it says. kConfiguration when it does not verify.
  // `run`: see RunRecorder::open().
  static Result<LedgerRun> open(const LedgerRunOptions& options, std::optional<SigningKey> key,
                                Judge& judge, std::string run = {});

  // `kind` is that of the result to come.
  Status start(const std::string& rules_digest, const std::string& target, const std::string& kind,
               const Judge& judge);
  // REQUIRES: start() succeeded, and the result is judged. `coverage`: of a run over many
  // repositories, else nullptr.
  Status finish(const ScanResult& result, const Judge& judge, int exit_code,
                const BulkCoverage* coverage = nullptr);

  // nullptr: there is no ledger.
  [[nodiscard]] const RunRecorder* recorder() const { return recorder_ ? &*recorder_ : nullptr; }

 private:
  std::optional<RunRecorder> recorder_;
};

// A ledger for a command that only reads it. kConfiguration when it is not there or does not
// verify.
Result<LedgerHistory> load_history(const std::string& path);

}  // namespace keyhound
