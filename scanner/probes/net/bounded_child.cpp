// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/bounded_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace keyhound {
namespace {

// Never returns: nothing that the parent has in its buffers is written twice.
[[noreturn]] void be_child(pid_t parent, int pipe, const std::function<std::string()>& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::signal(SIGINT, SIG_DFL);
  ::signal(SIGTERM, SIG_DFL);
  if (::getppid() != parent) ::_exit(1);
  const std::string result = work();
  const bool is_told =
      result.size() <= kLongestChildResult &&
      ::write(pipe, result.data(), result.size()) == static_cast<ssize_t>(result.size());
  ::_exit(is_told ? 0 : 1);
}

// What the child writes until it closes the pipe; nothing: it has not by then.
std::optional<std::string> read_until_closed(int pipe, const Deadline& deadline) {
  std::string text;
  std::array<char, kLongestChildResult> buffer{};
  while (text.size() <= kLongestChildResult) {
    pollfd readable{pipe, POLLIN, 0};
    const int ready = ::poll(&readable, 1, deadline.left() + static_cast<int>(kChildGrace.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
    if (got == 0) return text;
    if (got < 0 && errno != EINTR) return std::nullopt;
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return std::nullopt;
}

// Whether it ended by itself, and well.
bool end_child(pid_t child, bool kills) {
  if (kills) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> result_of_child(const std::function<std::string()>& work,
                                           const Deadline& deadline) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    be_child(parent, ends[1], work);
  }
  ::close(ends[1]);
  std::optional<std::string> result;
  if (child > 0) {
    result = read_until_closed(ends[0], deadline);
    if (!end_child(child, !result.has_value())) result.reset();
  }
  ::close(ends[0]);
  return result;
}

}  // namespace keyhound
