// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <string>

#include "scanner/base/file.h"
#include "scanner/bulk/run/judge_job.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/bulk_judgement.h"
#include "scanner/cli/bulk/bulk_subcommand.h"
#include "scanner/cli/bulk/job_input.h"
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

CommandRunner add_options(CLI::App& /*app*/) {
  return [] {
    const auto code = run();
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

const BulkSubcommand kBulkJudge{
    "judge", "Judge all repositories of a bulk run, as the job on standard input says", add_options,
    true};

}  // namespace keyhound
