// SPDX-License-Identifier: Apache-2.0
// Runs a step of `keyhound bulk judge` in a process of its own, so that a coordinator never holds
// the findings of all repositories.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/run/judge_job.h"

namespace keyhound {

struct JudgeProcess {
  std::vector<std::string> command;
  std::vector<std::pair<std::string, std::string>> environment;
  std::string scratch;         // folder of the job's folder
  std::function<int()> stops;  // as in RunLoopWorld
};

// `job` without its folder. An error says what the judge said.
Result<JudgeAnswer> run_judge(const JudgeProcess& judge, JudgeJob job);

}  // namespace keyhound
