// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_end.h"

#include <fmt/format.h>

#include <csignal>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestAnswer = 1U << 20U;
constexpr std::size_t kQuotedOutput = 300;

// The last line of what the worker said on its way out.
std::string last_words(const std::string& err) {
  std::string_view text = err;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  if (const std::size_t line = text.rfind('\n'); line != std::string_view::npos)
    text.remove_prefix(line + 1);
  if (text.size() > kQuotedOutput) text = text.substr(0, kQuotedOutput);
  return text.empty() ? std::string() : ": " + escape_for_terminal(text);
}

WorkerAnswer failed(std::string reason, std::string message, const ProcessEnd& end) {
  WorkerAnswer answer;
  answer.outcome = "failed";
  answer.failure = {std::move(reason), std::move(message)};
  answer.scan_seconds = end.seconds;
  return answer;
}

// The kernel ends the greediest process when memory is short, and so may whoever runs the machine.
std::string_view next_step_of(const ProcessEnd& end) {
  return end.signal == SIGKILL
             ? "; somebody or the system ended it, perhaps for want of memory: lower --jobs or "
               "--memory-limit where that is so"
             : "; 'keyhound scan' of this repository alone shows more";
}

WorkerAnswer failure_of(const ProcessEnd& end) {
  const std::string how = describe_end(end);
  const std::string_view limit = limit_that_ended(end);
  if (limit == "time-limit")
    return failed("time-limit", "the scan " + how + "; --time-limit allows more", end);
  if (limit == "memory-limit") {
    return failed("memory-limit",
                  "the scan needs more memory than it may have; --memory-limit allows more", end);
  }
  if (limit == "file-limit") {
    return failed("file-limit",
                  "the scan wrote a file that is larger than it may be; --file-limit allows more",
                  end);
  }
  return failed("crashed",
                fmt::format("the worker {}{}{}", how, last_words(end.err), next_step_of(end)), end);
}

bool is_known_outcome(const WorkerAnswer& answer) {
  if (answer.outcome == "failed") return !answer.failure.reason.empty();
  return answer.outcome == "scanned" || answer.outcome == "unchanged";
}

}  // namespace

WorkerAnswer answer_of_worker(const ProcessEnd& end, const std::string& folder) {
  const std::string file = folder + "/" + std::string(kWorkerAnswerFile);
  const auto text = read_file(file, kLargestAnswer);
  if (!text && text.error().kind == ErrorKind::kNotFound) return failure_of(end);
  if (!text) return failed("internal", "its answer cannot be read: " + text.error().message, end);
  auto answer = read_worker_answer(*text, std::string(kWorkerAnswerFile));
  if (!answer) {
    return failed(
        "internal",
        "its answer cannot be understood: " + answer.error().message + last_words(end.err), end);
  }
  if (!is_known_outcome(*answer))
    return failed("internal", "its answer has an outcome that this version does not know", end);
  return std::move(*answer);
}

bool is_transient(const std::string& reason) { return reason == "network" || reason == "crashed"; }

}  // namespace keyhound
