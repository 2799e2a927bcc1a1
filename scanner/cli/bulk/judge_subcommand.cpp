// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "scanner/base/file.h"
#include "scanner/bulk/run/judge_job.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/bulk_judgement.h"
#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/job_input.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {
namespace {

Result<int> run() {
  KEYHOUND_TRY(const std::string text, read_job_input());
  const auto job = read_judge_job(text);
  if (!job) return fail(ErrorKind::kUsage, "standard input: " + job.error().message);
  KEYHOUND_TRY(const JudgeAnswer answer, judge_run(*job));
  KEYHOUND_TRY_STATUS(
      write_file(job->folder + "/" + std::string(kWorkerAnswerFile), write_judge_answer(answer)));
  return answer.exit_code;
}

BulkRunner add_options(CLI::App& /*app*/) {
  return [] { return run(); };
}

}  // namespace

extern const BulkSubcommand kJudgeSubcommand;
const BulkSubcommand kJudgeSubcommand{
    "judge", "Judge all repositories of a bulk run, as the job on standard input says", add_options,
    true};

}  // namespace keyhound
