// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ledger_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "policies/lifecycle/ledger_facts.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// A ledger that does not verify is no incomplete scan, but something to put right first.
Error as_configuration(Error error) {
  if (error.kind == ErrorKind::kCorrupt) error.kind = ErrorKind::kConfiguration;
  return std::move(error).within("--ledger");
}

Status check_exists(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("--ledger {0}: there is no such file; 'keyhound evidence create {0}' "
                          "begins a ledger",
                          escape_for_terminal(path)));
}

}  // namespace

Result<LedgerRun> LedgerRun::open(const LedgerRunOptions& options, std::optional<SigningKey> key,
                                  Judge& judge, std::string run_id) {
  LedgerRun run;
  if (options.ledger.empty()) return run;
  KEYHOUND_TRY_STATUS(check_exists(options.ledger));
  LedgerOptions ledger;
  ledger.tool_version = KEYHOUND_VERSION;
  ledger.key = std::move(key);
  if (options.has_now) ledger.clock = [time = judge.now()] { return time; };
  auto recorder = RunRecorder::open(options.ledger, std::move(ledger), std::move(run_id));
  if (!recorder) return fail(as_configuration(std::move(recorder).error()));
  judge.set_ledger_facts(ledger_facts_of(recorder->history()));
  run.recorder_ = std::move(*recorder);
  return run;
}

Status LedgerRun::start(const std::string& rules_digest, const std::string& target,
                        const std::string& kind, const Judge& judge) {
  if (!recorder_) return {};
  const Registry* registry = judge.registry();
  return recorder_->start({KEYHOUND_VERSION, rules_digest, judge.policies().digest(),
                           registry != nullptr ? registry->digest : std::string(), target, kind});
}

Status LedgerRun::finish(const ScanResult& result, const Judge& judge, int exit_code,
                         const BulkCoverage* coverage) {
  if (!recorder_) return {};
  return recorder_->finish(result, judge.registry(), exit_code, coverage);
}

Result<LedgerHistory> load_history(const std::string& path) {
  KEYHOUND_TRY_STATUS(check_exists(path));
  auto history = read_history(path);
  if (!history) return fail(as_configuration(std::move(history).error()));
  return std::move(*history);
}

}  // namespace keyhound
