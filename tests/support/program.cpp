// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "tests/support/temp_dir.h"

extern char** environ;

namespace keyhound::testing {

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  static void close_end(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
  }
};

std::vector<std::string> environment_of(const RunOptions& options) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; !options.empty_environment && *entry != nullptr; ++entry) {
    std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables[std::string(text.substr(0, equals))] = std::string(text.substr(equals + 1));
  }
  for (const std::string& name : options.unset) variables.erase(name);
  for (const auto& [name, value] : options.environment) variables[name] = value;
  std::vector<std::string> result;
  result.reserve(variables.size());
  for (const auto& [name, value] : variables) {
    std::string& entry = result.emplace_back(name);
    entry.append("=").append(value);
  }
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// The child between fork and exec: only calls that are safe there. Exit code 127 = not started.
[[noreturn]] void become(const RunOptions& options, int input, const Pipe& output,
                         const Pipe& errors, char** arguments, char** variables) {
  ::setpgid(0, 0);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output.write_end, STDOUT_FILENO);
  ::dup2(errors.write_end, STDERR_FILENO);
  ::signal(SIGPIPE, SIG_DFL);
  const bool in_place = options.cwd.empty() || ::chdir(options.cwd.c_str()) == 0;
  const bool is_user = !options.uid || (::setgid(*options.uid) == 0 && ::setuid(*options.uid) == 0);
  if (in_place && is_user) ::execvpe(arguments[0], arguments, variables);
  constexpr std::string_view kMessage = "test support: the program could not be started\n";
  if (::write(STDERR_FILENO, kMessage.data(), kMessage.size()) < 0) ::_exit(126);
  ::_exit(127);
}

void redirect(int& pipe_end, const std::string& file, int mode) {
  Pipe::close_end(pipe_end);
  pipe_end = ::open(file.c_str(), mode | O_CLOEXEC);
  if (pipe_end < 0) throw std::runtime_error("cannot open " + file);
}

// Returns false at the end of the stream.
bool drain(int descriptor, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count > 0) into.append(buffer.data(), static_cast<size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

// Feeds and drains the child until both its streams end or the time is over.
class Conversation {
 public:
  Conversation(Pipe& input, Pipe& output, Pipe& errors, std::string_view to_write)
      : input_(input), output_(output), errors_(errors), rest_(to_write) {
    ::fcntl(input_.write_end, F_SETFL, O_NONBLOCK);
    if (rest_.empty()) Pipe::close_end(input_.write_end);
  }

  // True when the child closed its streams in time.
  bool hold(Clock::time_point deadline, RunResult& result) {
    while (output_.read_end >= 0 || errors_.read_end >= 0) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) return false;
      std::array<pollfd, 3> polled{pollfd{output_.read_end, POLLIN, 0},
                                   pollfd{errors_.read_end, POLLIN, 0},
                                   pollfd{input_.write_end, POLLOUT, 0}};
      if (::poll(polled.data(), polled.size(), static_cast<int>(left)) < 0) continue;
      if (polled[0].revents != 0 && !drain(output_.read_end, result.out)) {
        Pipe::close_end(output_.read_end);
      }
      if (polled[1].revents != 0 && !drain(errors_.read_end, result.err)) {
        Pipe::close_end(errors_.read_end);
      }
      if (polled[2].revents != 0) feed();
    }
    return true;
  }

 private:
  void feed() {
    const ssize_t count = ::write(input_.write_end, rest_.data(), rest_.size());
    if (count > 0) rest_.remove_prefix(static_cast<size_t>(count));
    const bool broken = count < 0 && errno != EAGAIN && errno != EINTR;
    if (broken || rest_.empty()) Pipe::close_end(input_.write_end);
  }

  Pipe& input_;
  Pipe& output_;
  Pipe& errors_;
  std::string_view rest_;
};

// Waits until the deadline, then kills the whole process group.
void wait_for(pid_t child, Clock::time_point deadline, RunResult& result) {
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, result.killed_by_timeout ? 0 : WNOHANG, &usage) == 0) {
    if (Clock::now() >= deadline) {
      result.killed_by_timeout = true;
      ::kill(-child, SIGKILL);
    } else {
      ::usleep(500);
    }
  }
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.peak_rss_kb = usage.ru_maxrss;
}

}  // namespace

std::string RunResult::describe() const {
  std::string how = "exit code " + std::to_string(exit_code);
  if (signal != 0) how = "signal " + std::to_string(signal);
  if (killed_by_timeout) how = "killed by the time limit";
  constexpr size_t kShown = 4000;
  return how + " after " + std::to_string(seconds) + " s\nstdout: " + out.substr(0, kShown) +
         "\nstderr: " + err.substr(0, kShown);
}

RunResult run(const std::vector<std::string>& command, const RunOptions& options) {
  // A child that closes its input early must not end the test.
  ::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = environment_of(options);
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> variable_pointers = pointers_to(variables);
  Pipe input;
  Pipe output;
  Pipe errors;
  if (!options.stdin_file.empty()) redirect(input.read_end, options.stdin_file, O_RDONLY);
  if (!options.stdout_file.empty()) redirect(output.write_end, options.stdout_file, O_WRONLY);
  const Clock::time_point start = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    become(options, input.read_end, output, errors, const_cast<char**>(argument_pointers.data()),
           const_cast<char**>(variable_pointers.data()));
  }
  Pipe::close_end(input.read_end);
  Pipe::close_end(output.write_end);
  Pipe::close_end(errors.write_end);

  RunResult result;
  const Clock::time_point deadline = start + std::chrono::seconds(options.timeout_seconds);
  Conversation(input, output, errors, options.stdin_bytes).hold(deadline, result);
  wait_for(child, deadline, result);
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  if (result.exit_code == 127 && result.err.starts_with("test support:")) {
    throw std::runtime_error("cannot start " + command.front());
  }
  return result;
}

RunResult run_keyhound(const std::string& built, const std::vector<std::string>& arguments,
                       const RunOptions& options) {
  static const TempDir home;
  ::chmod(home.path().c_str(), 0777);  // also for a run as another user
  RunOptions clean = options;
  clean.empty_environment = true;
  clean.environment = {{"HOME", home.str()}, {"LC_ALL", "C.UTF-8"}};
  for (const char* kept : {"PATH", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
                           "TSAN_OPTIONS", "LLVM_PROFILE_FILE"}) {
    if (const char* value = std::getenv(kept)) clean.environment[kept] = value;
  }
  for (const auto& [name, value] : options.environment) clean.environment[name] = value;
  const char* other = std::getenv("KEYHOUND_PROGRAM");
  std::string program = other != nullptr ? std::string(other) : built;
  if (options.uid) {
    // Another user may not reach the build folder (a clone below /root): a copy serves.
    static const std::string copy = [&program] {
      const std::string to = home / "keyhound";
      std::filesystem::copy_file(program, to);
      std::filesystem::permissions(to, std::filesystem::perms(0755));
      return to;
    }();
    program = copy;
  }
  std::vector<std::string> command = {program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command, clean);
}

}  // namespace keyhound::testing
