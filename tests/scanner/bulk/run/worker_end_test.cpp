// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_end.h"

#include <doctest/doctest.h>

#include <csignal>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

WorkerAnswer answer_after(const ProcessEnd& end, const std::string& answer_file = {}) {
  const testing::TempDir dir;
  if (!answer_file.empty()) dir.write_file("answer.json", answer_file);
  return answer_of_worker(end, dir.str());
}

ProcessEnd ended_with(int exit_code) {
  ProcessEnd end;
  end.exit_code = exit_code;
  return end;
}

ProcessEnd ended_by(int signal) {
  ProcessEnd end;
  end.signal = signal;
  return end;
}

TEST_CASE("A whole answer counts, however the worker ended") {
  WorkerAnswer written;
  written.outcome = "scanned";
  written.refs_digest = "sha256:1";
  written.basis = "b";
  written.exit_code = 1;
  const WorkerAnswer read = answer_after(ended_by(SIGKILL), write_worker_answer(written));
  CHECK(read.outcome == "scanned");
  CHECK(read.refs_digest == "sha256:1");
  CHECK(read.exit_code == 1);
}

TEST_CASE("A worker without an answer has failed, with the reason that ended it") {
  ProcessEnd timed_out = ended_by(SIGKILL);
  timed_out.is_timed_out = true;
  timed_out.seconds = 60;
  ProcessEnd greedy = ended_by(SIGKILL);
  greedy.is_over_memory = true;
  struct Row {
    ProcessEnd end;
    std::string reason;
    std::string part;
  };
  const std::vector<Row> rows = {{timed_out, "time-limit", "--time-limit"},
                                 {greedy, "memory-limit", "--memory-limit"},
                                 {ended_by(SIGXFSZ), "file-limit", "--file-limit"},
                                 {ended_by(SIGXCPU), "time-limit", "--time-limit"},
                                 {ended_by(SIGSEGV), "crashed", "SIGSEGV"},
                                 {ended_by(SIGKILL), "crashed", "for want of memory"},
                                 {ended_with(0), "crashed", "exit code 0"},
                                 {ended_with(2), "crashed", "exit code 2"}};
  for (const Row& row : rows) {
    CAPTURE(row.reason);
    const WorkerAnswer answer = answer_after(row.end);
    CHECK(answer.outcome == "failed");
    CHECK(answer.failure.reason == row.reason);
    CHECK(answer.failure.message.find(row.part) != std::string::npos);
  }
}

TEST_CASE("What a worker said last is told, on one line and without control characters") {
  ProcessEnd end = ended_by(SIGABRT);
  end.err = "first line\nkeyhound: defect \x1b[2J at x\n\n";
  const std::string message = answer_after(end).failure.message;
  CHECK(message.find("defect") != std::string::npos);
  CHECK(message.find("first line") == std::string::npos);
  CHECK(message.find('\x1b') == std::string::npos);
  end.err = std::string(100'000, 'x');
  CHECK(answer_after(end).failure.message.size() < 1'000);
}

TEST_CASE("Garbage, half an answer, and one that is too large are failures") {
  WorkerAnswer written;
  written.outcome = "scanned";
  const std::string whole = write_worker_answer(written);
  written.outcome = "perhaps";
  const std::string unknown = write_worker_answer(written);
  for (const std::string& text :
       {std::string("garbage"), whole.substr(0, whole.size() / 2), std::string(2U << 20U, ' '),
        unknown, std::string("{}"), std::string("\0\xff", 2)}) {
    CAPTURE(text.substr(0, 40));
    const WorkerAnswer answer = answer_after(ended_with(0), text);
    CHECK(answer.outcome == "failed");
    CHECK(answer.failure.reason == "internal");
    CHECK(!answer.failure.message.empty());
  }
}

TEST_CASE("The network and a crash may pass, limits and refusals do not") {
  CHECK(is_transient("network"));
  CHECK(is_transient("crashed"));
  for (const char* const reason : {"time-limit", "memory-limit", "not-found", "access-denied",
                                   "corrupt", "internal", "disk-full"})
    CHECK(!is_transient(reason));
}

}  // namespace
}  // namespace keyhound
