// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/raw_terminal.h"

#include <doctest/doctest.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <string_view>

namespace keyhound {
namespace {

// Standard input and output on a pseudo-terminal, as long as it lives.
class Pty {
 public:
  Pty() : input_(::dup(STDIN_FILENO)), output_(::dup(STDOUT_FILENO)) {
    REQUIRE(::openpty(&master_, &slave_, nullptr, nullptr, nullptr) == 0);
    ::dup2(slave_, STDIN_FILENO);
    ::dup2(slave_, STDOUT_FILENO);
  }
  ~Pty() {
    ::dup2(input_, STDIN_FILENO);
    ::dup2(output_, STDOUT_FILENO);
    for (const int one : {input_, output_, master_, slave_}) ::close(one);
  }
  void type(std::string_view keys) const {
    REQUIRE(::write(master_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }
  [[nodiscard]] tcflag_t modes() const {
    termios settings{};
    REQUIRE(::tcgetattr(slave_, &settings) == 0);
    return settings.c_lflag;
  }

 private:
  int input_;
  int output_;
  int master_ = -1;
  int slave_ = -1;
};

}  // namespace

TEST_CASE("Keys are read one by one, and the terminal is as before afterwards") {
  const Pty pty;
  const tcflag_t before = pty.modes();
  std::vector<Key> keys;
  std::string text;
  {
    const auto terminal = RawTerminal::open();
    REQUIRE(terminal);
    CHECK((pty.modes() & (ICANON | ECHO)) == 0);
    pty.type("\x1b[A\x1bOB\x1b[C\x1b[D\x1b[3~a\xC3\xBC\r\x7F\x01\x03");
    for (int i = 0; i < 10; ++i) {
      const KeyPress press = (*terminal)->read_key();
      keys.push_back(press.key);
      text += press.text;
    }
    CHECK((*terminal)->width() == 80);
  }
  CHECK(keys == std::vector<Key>{Key::kUp, Key::kDown, Key::kRight, Key::kLeft, Key::kRedraw,
                                 Key::kText, Key::kText, Key::kEnter, Key::kBackspace, Key::kQuit});
  CHECK(text == "a\xC3\xBC");
  CHECK(pty.modes() == before);
}

TEST_CASE("An escape that nothing follows is the key itself") {
  const Pty pty;
  const auto terminal = RawTerminal::open();
  REQUIRE(terminal);
  pty.type("\x1b");
  CHECK((*terminal)->read_key().key == Key::kEscape);
}

TEST_CASE("Without a terminal nothing is opened") {
  const int input = ::dup(STDIN_FILENO);
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  ::dup2(ends[0], STDIN_FILENO);
  const auto terminal = RawTerminal::open();
  ::dup2(input, STDIN_FILENO);
  for (const int one : {input, ends[0], ends[1]}) ::close(one);
  REQUIRE_FALSE(terminal);
  CHECK(terminal.error().kind == ErrorKind::kUsage);
}

}  // namespace keyhound
