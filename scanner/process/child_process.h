// SPDX-License-Identifier: Apache-2.0
// ChildProcess: a program that runs under limits in a process group of its own, and ends with the
// process that started it. No shell. Movable; used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// 0: as this process has it.
struct ProcessLimits {
  std::uint64_t memory_bytes = 0;  // address space
  std::uint64_t file_bytes = 0;    // of one written file
  std::uint64_t cpu_seconds = 0;
  std::uint64_t open_files = 0;
  std::chrono::milliseconds wall_time{0};  // then the whole group is killed
};

struct ProcessSpec {
  std::vector<std::string> command;  // [0] is searched in PATH unless it has a slash
  // The whole environment: nothing is inherited.
  std::vector<std::pair<std::string, std::string>> environment;
  std::string directory;  // empty: this one
  std::string input;      // bytes for its standard input
  ProcessLimits limits;
  std::size_t kept_output = 64U << 10U;  // bytes kept of the end of each stream
};

struct ProcessEnd {
  int exit_code = -1;  // -1: a signal ended it
  int signal = 0;
  bool is_timed_out = false;  // by wall_time
  std::string out;            // the end of its streams
  std::string err;
  std::uint64_t peak_memory_bytes = 0;  // resident
  double cpu_seconds = 0;
  double seconds = 0;
};

class ChildProcess {
 public:
  // Starts it. Core dumps are off; descriptors other than 0 to 2 are closed; no terminal. kNotFound
  // when there is no such program.
  static Result<ChildProcess> start(ProcessSpec spec);

  ChildProcess(ChildProcess&&) noexcept;
  ChildProcess& operator=(ChildProcess&&) noexcept;
  ~ChildProcess();  // kills the group, and waits

  [[nodiscard]] std::int64_t pid() const;
  // Moves input and output, enforces wall_time; the end once it has ended and its output is read.
  // Waits at most `wait` for something to happen.
  Result<std::optional<ProcessEnd>> poll(std::chrono::milliseconds wait);
  // Waits for something to happen to any of them, at most `wait`. Poll each afterwards with 0.
  static void wait_any(const std::vector<ChildProcess*>& processes, std::chrono::milliseconds wait);
  // Kills the whole group; poll() then tells the end.
  void kill();

 private:
  struct State;
  explicit ChildProcess(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Starts, waits, and answers the end.
Result<ProcessEnd> run_process(ProcessSpec spec);

// "ended by signal 11 (SIGSEGV)", "ended with exit code 1", "did not end within 60 s".
std::string describe_end(const ProcessEnd& end);

}  // namespace keyhound
