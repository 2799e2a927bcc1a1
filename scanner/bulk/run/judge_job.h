// SPDX-License-Identifier: Apache-2.0
// What a coordinator tells the process that keeps a run's evidence and judges all repositories
// together (`keyhound bulk judge`), and what it hears from it: JSON on standard input, and
// answer.json in the job's folder. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

enum class JudgeStep {
  kStart,   // before the first target: run.started goes to the ledger, unless it tells of this run
  kFinish,  // once the run is finished: judge, record the judgement, end the evidence
};

struct JudgeJob {
  JudgeStep step = JudgeStep::kFinish;
  std::string store;
  std::string run_key;
  std::string folder;  // empty, the job's own
  // As the workers have them: --registry, --policies, --now, --config and --fail-on among them.
  std::vector<std::string> scan_arguments;
  std::string fail_on_level;  // of policies, as `keyhound ci --fail-on-level`; empty: none counts
  std::string ledger;         // empty: no evidence is kept, and kStart has nothing to do
  std::string signing_key;    // empty: that of KEYHOUND_LEDGER_KEY_FILE, if it is set
};

struct JudgeAnswer {
  // 0, 1: a finding that is open reaches --fail-on or --fail-on-level, 3: coverage is not complete.
  int exit_code = 0;
  std::uint64_t findings = 0;  // of secrets and pipelines, over all repositories, open and waived
  std::uint64_t failed = 0;    // those that made the exit code 1
  std::uint64_t verdicts_failed = 0;  // of policies
  bool complete = false;              // the run's coverage
};

// Where evidence of one run is kept under one key, every coordinator names the run alike there.
std::string ledger_run_id(std::string_view run_key);

std::string write_judge_job(const JudgeJob& job);
Result<JudgeJob> read_judge_job(std::string_view json);
std::string write_judge_answer(const JudgeAnswer& answer);
Result<JudgeAnswer> read_judge_answer(std::string_view json, const std::string& file);

}  // namespace keyhound
