// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/progress_bar.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>

namespace keyhound {
namespace {

// Makes stderr a terminal, and collects what is written to it.
class TerminalOnStderr {
 public:
  TerminalOnStderr() : master_(::posix_openpt(O_RDWR | O_NOCTTY)), saved_(::dup(STDERR_FILENO)) {
    REQUIRE(master_ >= 0);
    REQUIRE(::grantpt(master_) == 0);
    REQUIRE(::unlockpt(master_) == 0);
    const int slave = ::open(::ptsname(master_), O_RDWR | O_NOCTTY);
    REQUIRE(slave >= 0);
    ::dup2(slave, STDERR_FILENO);
    ::close(slave);
  }
  ~TerminalOnStderr() {
    ::dup2(saved_, STDERR_FILENO);
    ::close(saved_);
    ::close(master_);
  }
  TerminalOnStderr(const TerminalOnStderr&) = delete;
  TerminalOnStderr& operator=(const TerminalOnStderr&) = delete;

  [[nodiscard]] std::string output() const {
    ::fcntl(master_, F_SETFL, O_NONBLOCK);
    std::string text(4096, '\0');
    const ssize_t got = ::read(master_, text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

 private:
  int master_;
  int saved_;
};

}  // namespace

TEST_CASE("There is no bar when it is not wanted, or stderr is no terminal") {
  CHECK(ProgressBar::create(false) == nullptr);
  const int saved = ::dup(STDERR_FILENO);
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(null, STDERR_FILENO);
  const auto bar = ProgressBar::create(true);
  ::dup2(saved, STDERR_FILENO);
  ::close(saved);
  ::close(null);
  CHECK(bar == nullptr);
}

TEST_CASE("The bar shows from the first second on, not more often than needed, and goes away") {
  const TerminalOnStderr terminal;
  {
    const auto bar = ProgressBar::create(true);
    REQUIRE(bar != nullptr);
    bar->on_progress("blobs", 1, 10);
    CHECK(terminal.output() == "");
    std::this_thread::sleep_for(std::chrono::milliseconds(1050));
    bar->on_progress("blobs", 5, 10);
    const std::string drawn = terminal.output();
    CHECK(drawn.find("blobs [###############...............] 5/10") != std::string::npos);
    bar->on_progress("blobs", 6, 10);
    CHECK(terminal.output() == "");
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    bar->on_progress("objects", 700, 0);
    CHECK(terminal.output().find("objects 700") != std::string::npos);
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    bar->on_progress("blobs", 50, 10);  // more done than expected
    CHECK(terminal.output().find(std::string(30, '#') + "]") != std::string::npos);
  }
  CHECK(terminal.output().ends_with("\r\x1b[K"));
}

TEST_CASE("A bar that was never drawn leaves nothing to remove") {
  const TerminalOnStderr terminal;
  { const auto bar = ProgressBar::create(true); }
  CHECK(terminal.output() == "");
}

}  // namespace keyhound
