// SPDX-License-Identifier: Apache-2.0
// RunRecorder: writes a run to the evidence ledger: run.started before it begins, then what it
// found, what changed in the registry, every verdict, and run.finished (docs/evidence.md). Movable;
// used by one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "policies/evidence/event_place.h"
#include "policies/evidence/ledger_history.h"
#include "policies/evidence/ledger_options.h"
#include "policies/lifecycle/bulk_coverage.h"
#include "policies/lifecycle/run_start.h"
#include "policies/registry/registry.h"
#include "scanner/base/result.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

class RunRecorder {
 public:
  // Reads the ledger, which has to be there. kCorrupt when it does not verify. `run`: the id of a
  // run that several processes keep the evidence of; empty: a new one.
  static Result<RunRecorder> open(const std::string& path, LedgerOptions options,
                                  std::string run = {});

  RunRecorder(RunRecorder&& other) noexcept;
  RunRecorder& operator=(RunRecorder&& other) noexcept;
  ~RunRecorder();

  // As it was when the ledger was opened.
  [[nodiscard]] const LedgerHistory& history() const;

  Status start(RunStart start);
  // With a head over all events where there is a key. `registry` and `coverage` (of a run over many
  // repositories) may be nullptr. REQUIRES: start() succeeded, maybe in an earlier process; and the
  // result is judged.
  Status finish(const ScanResult& result, const Registry* registry, int exit_code,
                const BulkCoverage* coverage = nullptr);

  [[nodiscard]] const std::string& run() const;
  // Where the ledger says that the run started and finished, now or before; none: it does not.
  [[nodiscard]] const std::optional<EventPlace>& started() const;
  [[nodiscard]] const std::optional<EventPlace>& finished() const;

 private:
  struct State;
  explicit RunRecorder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
