// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <string>

#include "scanner/base/file.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/job_input.h"
#include "scanner/cli/bulk/worker.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {
namespace {

Result<int> run() {
  // A file that grows beyond its limit is an error like any other, so that the answer can name it.
  std::signal(SIGXFSZ, SIG_IGN);
  KEYHOUND_TRY(const std::string text, read_job_input());
  auto job = read_worker_job(text);
  if (!job) return fail(ErrorKind::kUsage, "standard input: " + job.error().message);
  const WorkerAnswer answer = work_on(*job);
  KEYHOUND_TRY_STATUS(
      write_file(job->folder + "/" + std::string(kWorkerAnswerFile), write_worker_answer(answer)));
  return answer.outcome == "failed" ? kExitIncomplete : answer.exit_code;
}

BulkRunner add_options(CLI::App& /*app*/) {
  return [] { return run(); };
}

}  // namespace

extern const BulkSubcommand kWorkerSubcommand;
const BulkSubcommand kWorkerSubcommand{
    "worker", "Scan one target of a bulk run, as the job on standard input says", add_options,
    true};

}  // namespace keyhound
