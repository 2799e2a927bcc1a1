// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/child_process.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "scanner/base/file.h"
#include "scanner/process/descriptor.h"
#include "scanner/process/output_tail.h"
#include "scanner/process/process_start.h"
#include "scanner/process/process_tree.h"

namespace keyhound {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kMemoryInterval{50};
// How long to wait at once for a process that no descriptor tells the end of.
constexpr milliseconds kBlindInterval{10};
constexpr milliseconds kLongestWait{60'000};  // far ends of time would overflow

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

struct ChildProcess::State {
  StartedProcess process;
  ProcessLimits limits;
  OutputTail out;
  OutputTail err;
  Clock::time_point start = Clock::now();
  Clock::time_point next_look = start;  // at its memory
  bool is_killed = false;
  bool is_reaped = false;
  ProcessEnd end;

  State(StartedProcess started, const ProcessSpec& spec)
      : process(std::move(started)),
        limits(spec.limits),
        out(spec.kept_output),
        err(spec.kept_output) {}

  void kill() {
    if (is_reaped) return;
    is_killed = true;
    kill_process_tree(process.pid);
  }

  void enforce_limits() {
    const Clock::time_point now = Clock::now();
    if (is_killed || is_reaped) return;
    if (limits.memory_bytes != 0 && now >= next_look) {
      const std::uint64_t bytes = own_memory_of_tree(process.pid);
      end.peak_own_bytes = std::max(end.peak_own_bytes, bytes);
      end.is_over_memory = bytes > limits.memory_bytes;
      next_look = now + kMemoryInterval;
    }
    end.is_timed_out = limits.wall_time.count() != 0 && now - start >= limits.wall_time;
    if (end.is_over_memory || end.is_timed_out) kill();
  }

  // Until when nothing needs to be looked at unless a descriptor says so.
  [[nodiscard]] Clock::time_point next_event() const {
    Clock::time_point next = Clock::now() + kLongestWait;
    if (!process.handle.is_open()) next = Clock::now() + kBlindInterval;
    if (is_killed) return next;
    if (limits.memory_bytes != 0) next = std::min(next, next_look);
    if (limits.wall_time.count() != 0) next = std::min(next, start + limits.wall_time);
    return next;
  }

  void add_descriptors(std::vector<pollfd>& polled) const {
    for (const Descriptor* descriptor : {&process.handle, &process.out, &process.err}) {
      if (descriptor->is_open()) polled.push_back({descriptor->number(), POLLIN, 0});
    }
  }

  static void drain(Descriptor& stream, OutputTail& into) {
    std::array<char, 1U << 16U> buffer{};
    // One who writes without an end must not keep the caller from everything else.
    for (int round = 0; round < 64 && stream.is_open(); ++round) {
      const ssize_t count = ::read(stream.number(), buffer.data(), buffer.size());
      if (count > 0) {
        into.append({buffer.data(), static_cast<std::size_t>(count)});
      } else if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
      } else {
        stream.close();
      }
    }
  }

  void drain_both() {
    drain(process.out, out);
    drain(process.err, err);
  }

  // While it is a zombie its number cannot be another's: the time to end what it left behind.
  bool has_ended() const {
    siginfo_t info{};
    const auto id = static_cast<id_t>(process.pid);
    if (::waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno == ECHILD;
    return info.si_pid == process.pid;
  }

  void reap() {
    ::kill(-process.pid, SIGKILL);
    drain_both();
    int status = 0;
    rusage usage{};
    pid_t answer = 0;
    do {
      answer = ::wait4(process.pid, &status, 0, &usage);
    } while (answer < 0 && errno == EINTR);
    is_reaped = true;
    end.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    end.out = out.take();
    end.err = err.take();
    process.out.close();
    process.err.close();
    if (answer != process.pid) return;
    if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    end.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) << 10U;
    end.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  }
};

ChildProcess::ChildProcess(std::unique_ptr<State> state) : state_(std::move(state)) {}

ChildProcess::ChildProcess(ChildProcess&&) noexcept = default;

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    const ChildProcess before(std::move(*this));  // ends as any other
    state_ = std::move(other.state_);
  }
  return *this;
}

ChildProcess::~ChildProcess() {
  if (!state_ || state_->is_reaped) return;
  state_->kill();
  state_->reap();
}

Result<ChildProcess> ChildProcess::start(ProcessSpec spec) {
  KEYHOUND_TRY(StartedProcess process, start_process(spec));
  return ChildProcess(std::make_unique<State>(std::move(process), spec));
}

std::int64_t ChildProcess::pid() const { return state_->process.pid; }

Result<std::optional<ProcessEnd>> ChildProcess::poll(milliseconds wait) {
  State& state = *state_;
  const Clock::time_point until = Clock::now() + std::min(wait, kLongestWait);
  while (!state.is_reaped) {
    const bool has_ended = state.has_ended();
    state.drain_both();
    if (has_ended) {
      state.reap();
      break;
    }
    state.enforce_limits();
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left.count() <= 0) return std::optional<ProcessEnd>();
    wait_any({this}, left);
  }
  return std::optional<ProcessEnd>(state.end);
}

void ChildProcess::wait_any(const std::vector<ChildProcess*>& processes, milliseconds wait) {
  Clock::time_point until = Clock::now() + std::min(wait, kLongestWait);
  std::vector<pollfd> polled;
  for (const ChildProcess* const process : processes) {
    if (process->state_->is_reaped) return;
    process->state_->add_descriptors(polled);
    until = std::min(until, process->state_->next_event());
  }
  const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
  ::poll(polled.data(), polled.size(), static_cast<int>(std::max(left, milliseconds(0)).count()));
}

void ChildProcess::kill() { state_->kill(); }

Result<ProcessEnd> run_process(ProcessSpec spec) {
  KEYHOUND_TRY(ChildProcess process, ChildProcess::start(std::move(spec)));
  while (true) {
    KEYHOUND_TRY(std::optional<ProcessEnd> end, process.poll(kLongestWait));
    if (end) return *std::move(end);
  }
}

}  // namespace keyhound
