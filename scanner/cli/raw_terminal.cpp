// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/raw_terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l";  // the other screen, without a cursor
constexpr std::string_view kLeave = "\x1b[?25h\x1b[?1049l";
constexpr int kEscapeWait = 50;  // milliseconds that the rest of a key's sequence may take
constexpr std::array kFatalSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS};

// What signal handlers need. Set before they are installed.
termios saved_state;
termios raw_state;
std::array<struct sigaction, kFatalSignals.size()> old_actions;
struct sigaction old_stop;
struct sigaction old_continue;
struct sigaction old_size;
volatile std::sig_atomic_t is_resized = 0;

// Safe in signal handlers.
void put(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void leave() {
  put(kLeave);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved_state);
}

void enter() {
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw_state);
  put(kEnter);
}

void end_by(int number) {
  leave();
  std::signal(number, SIG_DFL);
  ::raise(number);
}

void stop(int /*number*/) {
  const int error = errno;
  leave();
  ::raise(SIGSTOP);
  errno = error;
}

void go_on(int /*number*/) {
  const int error = errno;
  enter();
  is_resized = 1;
  errno = error;
}

void note_size(int /*number*/) { is_resized = 1; }

void install(int number, void (*handler)(int), struct sigaction& old) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // a read that waits is to end
  ::sigaction(number, &action, &old);
}

// -1: nothing came.
int next_byte(int wait) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  if (wait >= 0 && ::poll(&input, 1, wait) <= 0) return -1;
  unsigned char byte = 0;
  return ::read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}

KeyPress read_sequence() {
  const int kind = next_byte(kEscapeWait);
  if (kind != '[' && kind != 'O') return {Key::kEscape, {}};
  int last = next_byte(kEscapeWait);
  while ((last >= '0' && last <= '9') || last == ';') last = next_byte(kEscapeWait);
  switch (last) {
    case 'A':
      return {Key::kUp, {}};
    case 'B':
      return {Key::kDown, {}};
    case 'C':
      return {Key::kRight, {}};
    case 'D':
      return {Key::kLeft, {}};
    default:
      return {Key::kRedraw, {}};  // a key that means nothing here
  }
}

// The bytes of one character that begins with `first`.
std::string read_character(int first) {
  std::string text(1, static_cast<char>(first));
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  for (int i = 0; i < more; ++i) {
    const int byte = next_byte(kEscapeWait);
    if (byte < 0) break;
    text += static_cast<char>(byte);
  }
  return text;
}

}  // namespace

Result<std::unique_ptr<RawTerminal>> RawTerminal::open() {
  if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDOUT_FILENO) != 1)
    return fail(ErrorKind::kUsage, "this needs a terminal for its input and its output");
  if (::tcgetattr(STDIN_FILENO, &saved_state) != 0)
    return fail(errno_error(errno, "the terminal's settings cannot be read"));
  raw_state = saved_state;
  raw_state.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG | IEXTEN);
  raw_state.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL);
  raw_state.c_cc[VMIN] = 1;
  raw_state.c_cc[VTIME] = 0;
  for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
    install(kFatalSignals[i], end_by, old_actions[i]);
  install(SIGTSTP, stop, old_stop);
  install(SIGCONT, go_on, old_continue);
  install(SIGWINCH, note_size, old_size);
  enter();
  return std::unique_ptr<RawTerminal>(new RawTerminal());
}

RawTerminal::~RawTerminal() {
  leave();
  for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
    ::sigaction(kFatalSignals[i], &old_actions[i], nullptr);
  ::sigaction(SIGTSTP, &old_stop, nullptr);
  ::sigaction(SIGCONT, &old_continue, nullptr);
  ::sigaction(SIGWINCH, &old_size, nullptr);
}

KeyPress RawTerminal::read_key() {
  constexpr int kControlC = 3;
  constexpr int kControlD = 4;
  constexpr int kEscapeByte = 27;
  constexpr int kDelete = 127;
  while (true) {
    if (is_resized != 0) {
      is_resized = 0;
      return {Key::kRedraw, {}};
    }
    unsigned char byte = 0;
    const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count != 1 || byte == kControlC || byte == kControlD) return {Key::kQuit, {}};
    if (byte == kEscapeByte) return read_sequence();
    if (byte == '\r' || byte == '\n') return {Key::kEnter, {}};
    if (byte == kDelete || byte == '\b') return {Key::kBackspace, {}};
    if (byte < ' ') continue;
    return {Key::kText, read_character(byte)};
  }
}

void RawTerminal::show(std::string_view text) {
  put("\x1b[H\x1b[2J");
  put(text);
}

std::size_t RawTerminal::width() const {
  constexpr std::size_t kNarrowest = 40;
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < kNarrowest) return kUsual;
  return size.ws_col;
}

}  // namespace keyhound
