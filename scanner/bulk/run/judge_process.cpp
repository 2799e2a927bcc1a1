// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/judge_process.h"

#include <chrono>
#include <optional>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/run/job_folders.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/process/child_process.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestAnswer = 1U << 20U;
constexpr std::size_t kQuotedOutput = 2'000;

Result<ProcessEnd> wait_for(ChildProcess& process, const std::function<int()>& stops) {
  constexpr std::chrono::milliseconds kWait{100};
  while (stops() == 0) {
    KEYHOUND_TRY(auto end, process.poll(kWait));
    if (end) return std::move(*end);
  }
  return fail(ErrorKind::kUnreadable, "it was stopped before its end");
}

// "keyhound: ..." as it said it; nobody else's text leads a line.
std::string words_of(const ProcessEnd& end) {
  std::string_view text = end.err;
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.size() > kQuotedOutput) text = text.substr(text.size() - kQuotedOutput);
  return text.empty() ? describe_end(end) : escape_for_terminal(text);
}

}  // namespace

Result<JudgeAnswer> run_judge(const JudgeProcess& judge, JudgeJob job) {
  KEYHOUND_TRY(JobFolders folders, JobFolders::create(judge.scratch));
  KEYHOUND_TRY(job.folder, folders.make());
  ProcessSpec spec;
  spec.command = judge.command;
  spec.environment = judge.environment;
  spec.input = write_judge_job(job);
  KEYHOUND_TRY(ChildProcess process, ChildProcess::start(std::move(spec)));
  KEYHOUND_TRY(const ProcessEnd end, wait_for(process, judge.stops));
  const std::string file = job.folder + "/" + std::string(kWorkerAnswerFile);
  const auto text = read_file(file, kLargestAnswer);
  if (!text) {
    const bool is_wrong = end.exit_code == 2;
    return fail(is_wrong ? ErrorKind::kConfiguration : ErrorKind::kUnreadable, words_of(end));
  }
  return read_judge_answer(*text, std::string(kWorkerAnswerFile));
}

}  // namespace keyhound
