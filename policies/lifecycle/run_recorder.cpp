// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/run_recorder.h"

#include <utility>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_reader.h"
#include "policies/evidence/ledger_writer.h"
#include "policies/lifecycle/run_events.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

struct RunRecorder::State {
  LedgerHistory history;
  LedgerWriter writer;
  std::string run;
  bool is_signed = false;
  std::optional<EventPlace> started = std::nullopt;
  std::optional<EventPlace> finished = std::nullopt;

  [[nodiscard]] EventPlace last_place() const {
    return {writer.last_appended(), to_hex(writer.last_appended_hash())};
  }
};

RunRecorder::RunRecorder(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunRecorder::RunRecorder(RunRecorder&& other) noexcept = default;
RunRecorder& RunRecorder::operator=(RunRecorder&& other) noexcept = default;
RunRecorder::~RunRecorder() = default;

Result<RunRecorder> RunRecorder::open(const std::string& path, LedgerOptions options,
                                      std::string run) {
  const bool is_signed = options.key.has_value();
  options.may_create = false;
  if (run.empty()) run = new_run_id();
  LedgerHistory history;
  std::optional<EventPlace> started;
  std::optional<EventPlace> finished;
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    history.add(event.event);
    if (event.event.run != run) return;
    if (event.event.type == "run.started") started = {event.seq, to_hex(event.hash)};
    if (event.event.type == "run.finished") finished = {event.seq, to_hex(event.hash)};
  }));
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  return RunRecorder(
      std::make_unique<State>(State{std::move(history), std::move(writer), std::move(run),
                                    is_signed, std::move(started), std::move(finished)}));
}

const LedgerHistory& RunRecorder::history() const { return state_->history; }

const std::string& RunRecorder::run() const { return state_->run; }
const std::optional<EventPlace>& RunRecorder::started() const { return state_->started; }
const std::optional<EventPlace>& RunRecorder::finished() const { return state_->finished; }

Status RunRecorder::start(RunStart start) {
  KEYHOUND_TRY_STATUS(state_->writer.append(start_events(state_->run, start, state_->history)));
  state_->started = state_->last_place();
  return {};
}

Status RunRecorder::finish(const ScanResult& result, const Registry* registry, int exit_code,
                           const BulkCoverage* coverage) {
  KEYHOUND_TRY_STATUS(state_->writer.append(
      result_events(state_->run, result, registry, state_->history, exit_code, coverage)));
  state_->finished = state_->last_place();
  return state_->is_signed ? state_->writer.sign_head() : Status();
}

}  // namespace keyhound
