// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/run_recorder.h"

#include <utility>

#include "policies/evidence/ledger_writer.h"
#include "policies/lifecycle/run_events.h"

namespace keyhound {

struct RunRecorder::State {
  LedgerHistory history;
  LedgerWriter writer;
  std::string run;
  bool is_signed;
};

RunRecorder::RunRecorder(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunRecorder::RunRecorder(RunRecorder&& other) noexcept = default;
RunRecorder& RunRecorder::operator=(RunRecorder&& other) noexcept = default;
RunRecorder::~RunRecorder() = default;

Result<RunRecorder> RunRecorder::open(const std::string& path, LedgerOptions options) {
  const bool is_signed = options.key.has_value();
  options.may_create = false;
  KEYHOUND_TRY(LedgerHistory history, read_history(path));
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  return RunRecorder(std::make_unique<State>(
      State{std::move(history), std::move(writer), new_run_id(), is_signed}));
}

const LedgerHistory& RunRecorder::history() const { return state_->history; }

Status RunRecorder::start(RunStart start) {
  return state_->writer.append(start_events(state_->run, start, state_->history));
}

Status RunRecorder::finish(const ScanResult& result, const Registry* registry, int exit_code) {
  KEYHOUND_TRY_STATUS(state_->writer.append(
      result_events(state_->run, result, registry, state_->history, exit_code)));
  return state_->is_signed ? state_->writer.sign_head() : Status();
}

}  // namespace keyhound
