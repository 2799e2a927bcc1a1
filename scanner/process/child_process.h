// SPDX-License-Identifier: Apache-2.0
// ChildProcess: a program that runs under limits in a process group of its own, and ends with the
// process that started it. No shell. Movable; used by the thread that started it, for the system
// ends the child with that thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// 0: as this process has it. A limit of the system that is lower stays.
struct ProcessLimits {
  // Of memory of its own (anonymous pages), of it and all its descendants together: files that it
  // maps cost nothing, however large. poll() and wait_any() look every 50 ms and end it beyond;
  // what it takes while nobody polls is bounded by RLIMIT_DATA, at twice this and 1 GiB more for
  // each process, where an allocation fails.
  std::uint64_t memory_bytes = 0;
  std::uint64_t file_bytes = 0;   // of one written file; SIGXFSZ beyond it
  std::uint64_t cpu_seconds = 0;  // of each process; SIGXCPU beyond it
  std::uint64_t open_files = 0;
  std::chrono::milliseconds wall_time{0};  // then the whole group is killed
};

struct ProcessSpec {
  std::vector<std::string> command;  // [0] is searched in PATH unless it has a slash
  // The whole environment: nothing is inherited. Its PATH is searched, without one this process's.
  std::vector<std::pair<std::string, std::string>> environment;
  std::string directory;  // empty: this one
  std::string input;      // bytes for its standard input
  ProcessLimits limits;
  std::size_t kept_output = 64U << 10U;  // bytes kept of the end of each stream
};

struct ProcessEnd {
  int exit_code = -1;  // -1: a signal ended it
  int signal = 0;
  bool is_timed_out = false;    // by wall_time
  bool is_over_memory = false;  // by memory_bytes
  std::string out;              // the end of its streams
  std::string err;
  // Resident, files included; at least what this process had at the start.
  std::uint64_t peak_memory_bytes = 0;
  // The most of its own that was seen, with its descendants; 0 without memory_bytes.
  std::uint64_t peak_own_bytes = 0;
  double cpu_seconds = 0;  // with those descendants that it waited for
  double seconds = 0;
};

class ChildProcess {
 public:
  // Starts it, in a session of its own without a terminal, with no signal ignored or blocked. Core
  // dumps are off; descriptors other than 0 to 2 are closed. kNotFound when there is no such
  // program or directory, kUnreadable when the system does not run it.
  static Result<ChildProcess> start(ProcessSpec spec);

  ChildProcess(ChildProcess&&) noexcept;
  ChildProcess& operator=(ChildProcess&&) noexcept;
  ~ChildProcess();  // kills the group, and waits

  [[nodiscard]] std::int64_t pid() const;
  // Reads output, enforces the limits; the end once it has ended and its output is read, and from
  // then on. What it left running is killed then. Waits at most `wait`, or a minute.
  Result<std::optional<ProcessEnd>> poll(std::chrono::milliseconds wait);
  // Waits for something to happen to any of them, at most `wait`. Poll each afterwards with 0.
  static void wait_any(const std::vector<ChildProcess*>& processes, std::chrono::milliseconds wait);
  // Kills it and all its descendants; poll() then tells the end.
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

// The limit that ended it, in words of TargetFailure: "time-limit", "memory-limit", "file-limit";
// empty: none that can be told.
std::string_view limit_that_ended(const ProcessEnd& end);

}  // namespace keyhound
