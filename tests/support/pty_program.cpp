// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pty_program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/build_places.h"

namespace keyhound::testing {
namespace {

constexpr int kPatience = 60;  // seconds; the machine may be busy

std::string program() {
  const char* named = std::getenv("KEYHOUND_PROGRAM");
  return named == nullptr || *named == '\0' ? std::string(kProgram) : named;
}

}  // namespace

PtyProgram::PtyProgram(const std::vector<std::string>& arguments) {
  winsize size{};
  size.ws_col = 100;
  size.ws_row = 40;
  if (::openpty(&master_, &slave_, nullptr, nullptr, &size) != 0)
    throw std::runtime_error("there is no pseudo-terminal");
  ::fcntl(master_, F_SETFD, FD_CLOEXEC);
  std::vector<std::string> words = {program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  child_ = ::fork();
  if (child_ < 0) throw std::runtime_error("fork failed");
  if (child_ > 0) return;
  ::setsid();
  ::ioctl(slave_, TIOCSCTTY, 0);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(slave_, descriptor);
  ::close(slave_);
  ::setenv("TERM", "xterm", 1);
  ::setenv("NO_COLOR", "1", 1);
  ::unsetenv("KEYHOUND_FINGERPRINT_KEY");
  ::execv(pointers.front(), pointers.data());
  ::_exit(127);
}

PtyProgram::~PtyProgram() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  ::close(master_);
  ::close(slave_);
}

void PtyProgram::type(std::string_view keys) {
  if (::write(master_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size()))
    throw std::runtime_error("the terminal takes no keys");
}

bool PtyProgram::read_more(int milliseconds) {
  pollfd waited{master_, POLLIN, 0};
  if (::poll(&waited, 1, milliseconds) <= 0) return false;
  std::array<char, 4096> buffer{};
  const ssize_t count = ::read(master_, buffer.data(), buffer.size());
  if (count > 0) output_.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

bool PtyProgram::shows(std::string_view text) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(kPatience);
  while (std::chrono::steady_clock::now() < deadline) {
    const std::size_t place = output_.find(text, seen_);
    if (place != std::string::npos) {
      seen_ = place + text.size();
      return true;
    }
    read_more(100);
  }
  return false;
}

void PtyProgram::signal(int number) const { ::kill(child_, number); }

int PtyProgram::wait() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(kPatience);
  int status = 0;
  while (::waitpid(child_, &status, WNOHANG) == 0) {
    read_more(20);  // a full terminal would hold the program up
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("it does not end");
  }
  child_ = -1;
  while (read_more(0)) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

termios PtyProgram::settings() const {
  termios settings{};
  if (::tcgetattr(slave_, &settings) != 0) throw std::runtime_error("no settings");
  return settings;
}

}  // namespace keyhound::testing
