// SPDX-License-Identifier: Apache-2.0
// vfork, since fork copies the page tables of a program that holds much: the parent stands still
// until the child has become another program. The child runs on the parent's memory, so it only
// makes system calls on what was prepared before, with all signals blocked: a handler of the parent
// must not run in it. It tells why it failed through a pipe that exec closes.
#include "scanner/process/process_start.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "scanner/base/file.h"
#include "scanner/process/program_path.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kSpareData = std::uint64_t{1} << 30U;
// Between 0 and 1000: a worker that grows goes before the process that started it.
constexpr std::string_view kOomScore = "500";
constexpr int kFirstOther = STDERR_FILENO + 1;

enum class Step : int { kDirectory, kProgram };

struct Failure {
  Step step;
  int error_number;
};

struct Limit {
  __rlimit_resource resource;
  rlim_t soft;
  rlim_t hard;
};

// All that the child needs, ready for use.
struct ChildPlan {
  pid_t parent = 0;
  const char* program = nullptr;
  char* const* arguments = nullptr;
  char* const* variables = nullptr;
  const char* directory = nullptr;
  std::array<int, 3> streams{};
  int failures = -1;
  std::array<Limit, 5> limits{};
  std::size_t limit_count = 0;
  bool gives_way = false;  // where memory runs out
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

// Above the standard streams, so that none is overwritten when they are put in their places.
Descriptor moved_up(int number) {
  if (number < 0 || number >= kFirstOther) return Descriptor(number);
  const int moved = ::fcntl(number, F_DUPFD_CLOEXEC, kFirstOther);
  ::close(number);
  return Descriptor(moved);
}

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(errno_error(errno, "pipe"));
  Pipe pipe{moved_up(ends[0]), moved_up(ends[1])};
  if (!pipe.read_end.is_open() || !pipe.write_end.is_open())
    return fail(errno_error(errno, "pipe"));
  return pipe;
}

// A file in memory: unlike a pipe it takes everything at once, and nobody must wait to write.
Result<Descriptor> input_of(const std::string& bytes) {
  if (bytes.empty()) {
    Descriptor empty = moved_up(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!empty.is_open()) return fail(errno_error(errno, "/dev/null"));
    return empty;
  }
  Descriptor file = moved_up(::memfd_create("input", MFD_CLOEXEC));
  if (!file.is_open()) return fail(errno_error(errno, "standard input of a process"));
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t count = ::write(file.number(), bytes.data() + at, bytes.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(errno_error(errno, "standard input of a process"));
    at += static_cast<std::size_t>(count);
  }
  ::lseek(file.number(), 0, SEEK_SET);
  return file;
}

void add_limit(ChildPlan& plan, __rlimit_resource resource, rlim_t soft, rlim_t hard) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return;
  plan.limits.at(plan.limit_count++) = {resource, std::min(soft, now.rlim_max),
                                        std::min(hard, now.rlim_max)};
}

void add_limits(ChildPlan& plan, const ProcessLimits& limits) {
  add_limit(plan, RLIMIT_CORE, 0, 0);
  if (limits.memory_bytes != 0) {
    const rlim_t twice = std::min(limits.memory_bytes, RLIM_INFINITY / 4) * 2;
    add_limit(plan, RLIMIT_DATA, twice + kSpareData, twice + kSpareData);
  }
  if (limits.file_bytes != 0) {
    add_limit(plan, RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  }
  // At the hard limit the kernel kills what does not heed SIGXCPU.
  if (limits.cpu_seconds != 0) {
    add_limit(plan, RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
  }
  if (limits.open_files != 0) {
    add_limit(plan, RLIMIT_NOFILE, limits.open_files, limits.open_files);
  }
}

void put_streams_in_place(const ChildPlan& plan) {
  for (int stream = 0; stream < kFirstOther; ++stream) {
    ::dup2(plan.streams[static_cast<std::size_t>(stream)], stream);
  }
  // Closed by exec, since the pipe for failures is needed until then.
  if (::close_range(kFirstOther, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  const long most = ::sysconf(_SC_OPEN_MAX);
  for (int other = kFirstOther; other < most; ++other) ::fcntl(other, F_SETFD, FD_CLOEXEC);
}

void reset_signals() {
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action {};
    if (::sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_DFL) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    ::sigaction(number, &action, nullptr);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void give_way_when_memory_runs_out() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  // Not allowed or not there: then it has the score of its parent.
  [[maybe_unused]] const ssize_t count = ::write(file, kOomScore.data(), kOomScore.size());
  ::close(file);
}

[[noreturn]] void end_as_failed(const ChildPlan& plan, Step step) {
  const Failure failure{step, errno};
  [[maybe_unused]] const ssize_t count = ::write(plan.failures, &failure, sizeof failure);
  ::_exit(127);
}

[[noreturn]] void become_program(const ChildPlan& plan) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != plan.parent) ::_exit(127);  // it ended before it could be told
  ::setsid();
  reset_signals();
  put_streams_in_place(plan);
  if (plan.gives_way) give_way_when_memory_runs_out();
  if (plan.directory != nullptr && ::chdir(plan.directory) != 0)
    end_as_failed(plan, Step::kDirectory);
  for (std::size_t i = 0; i < plan.limit_count; ++i) {
    const rlimit limit{plan.limits[i].soft, plan.limits[i].hard};
    ::setrlimit(plan.limits[i].resource, &limit);
  }
  ::execve(plan.program, plan.arguments, plan.variables);
  end_as_failed(plan, Step::kProgram);
}

// Returns twice, so nothing else is done here.
[[gnu::noinline]] pid_t fork_program(const ChildPlan& plan) {
  const pid_t child = ::vfork();
  if (child == 0) become_program(plan);
  return child;
}

pid_t fork_with_signals_blocked(const ChildPlan& plan) {
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t child = fork_program(plan);
  const int error_number = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error_number;
  return child;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string search_path_of(const ProcessSpec& spec) {
  for (const auto& [name, value] : spec.environment) {
    if (name == "PATH") return value;
  }
  const char* const path = std::getenv("PATH");
  return path == nullptr ? "/usr/bin:/bin" : path;
}

// Ended processes would vanish without a word; who started this one may have asked for that.
void keep_ends_of_children() {
  struct sigaction action {};
  if (::sigaction(SIGCHLD, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) {
    ::signal(SIGCHLD, SIG_DFL);
  }
}

// By number: glibc 2.36 declares pidfd_open for C alone.
Descriptor open_handle(pid_t child) {
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
}

// The failure that the child told, once it has become the program or ended.
Status outcome_of(const ProcessSpec& spec, pid_t child, Pipe& failures) {
  failures.write_end.close();
  Failure failure{};
  ssize_t count = 0;
  do {
    count = ::read(failures.read_end.number(), &failure, sizeof failure);
  } while (count < 0 && errno == EINTR);
  if (count != static_cast<ssize_t>(sizeof failure)) return {};
  ::waitpid(child, nullptr, 0);
  return fail(errno_error(failure.error_number, failure.step == Step::kDirectory
                                                    ? spec.directory
                                                    : spec.command.front()));
}

}  // namespace

Result<StartedProcess> start_process(const ProcessSpec& spec) {
  if (spec.command.empty()) return fail(ErrorKind::kInternal, "a process without a command");
  KEYHOUND_TRY(const std::string program, program_path(spec.command.front(), search_path_of(spec)));
  std::vector<std::string> words = spec.command;
  std::vector<std::string> settings;
  for (const auto& [name, value] : spec.environment) settings.push_back(name + "=" + value);
  const std::vector<char*> arguments = pointers_to(words);
  const std::vector<char*> variables = pointers_to(settings);
  KEYHOUND_TRY(const Descriptor input, input_of(spec.input));
  KEYHOUND_TRY(Pipe out, make_pipe());
  KEYHOUND_TRY(Pipe err, make_pipe());
  KEYHOUND_TRY(Pipe failures, make_pipe());
  ChildPlan plan;
  plan.parent = ::getpid();
  plan.program = program.c_str();
  plan.arguments = arguments.data();
  plan.variables = variables.data();
  plan.directory = spec.directory.empty() ? nullptr : spec.directory.c_str();
  plan.streams = {input.number(), out.write_end.number(), err.write_end.number()};
  plan.failures = failures.write_end.number();
  plan.gives_way = spec.limits.memory_bytes != 0;
  add_limits(plan, spec.limits);
  keep_ends_of_children();
  const pid_t child = fork_with_signals_blocked(plan);
  if (child < 0) return fail(errno_error(errno, spec.command.front()));
  KEYHOUND_TRY_STATUS(outcome_of(spec, child, failures));
  ::fcntl(out.read_end.number(), F_SETFL, O_NONBLOCK);
  ::fcntl(err.read_end.number(), F_SETFL, O_NONBLOCK);
  return StartedProcess{child, open_handle(child), std::move(out.read_end),
                        std::move(err.read_end)};
}

}  // namespace keyhound
