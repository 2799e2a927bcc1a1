// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/stop_signals.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace keyhound {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t stop_count = 0;
volatile std::sig_atomic_t last_signal = 0;

void on_signal(int signal) {
  stop_count = stop_count + 1;
  last_signal = signal;
  // The next one does what it would do without us.
  std::signal(signal, SIG_DFL);
  for (const int other : kSignals) std::signal(other, SIG_DFL);
}

}  // namespace

StopSignals::StopSignals() {
  stop_count = 0;
  last_signal = 0;
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: a wait ends
  for (const int signal : kSignals) {
    struct sigaction before {};
    // What the caller has ignored (nohup) stays so.
    if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
      ::sigaction(signal, &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (const int signal : kSignals) {
    struct sigaction now {};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == on_signal)
      std::signal(signal, SIG_DFL);
  }
}

int StopSignals::count() { return stop_count; }

int StopSignals::last() { return last_signal; }

bool StopSignals::pause(std::chrono::milliseconds time) {
  // In pieces: a signal may come between the question and the wait.
  constexpr std::chrono::milliseconds kPiece{100};
  const auto end = std::chrono::steady_clock::now() + time;
  while (stop_count == 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return true;
    ::poll(nullptr, 0, static_cast<int>(std::min(left, kPiece).count()));
  }
  return false;
}

}  // namespace keyhound
