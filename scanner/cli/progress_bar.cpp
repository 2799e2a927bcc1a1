// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace keyhound {
namespace {

constexpr std::int64_t kFirstDrawMs = 1000;  // shorter work needs no bar
constexpr std::int64_t kRedrawMs = 100;
constexpr std::uint64_t kBarWidth = 30;

}  // namespace

std::unique_ptr<ProgressBar> ProgressBar::create(bool wanted) {
  if (!wanted || ::isatty(STDERR_FILENO) != 1) return nullptr;
  return std::unique_ptr<ProgressBar>(new ProgressBar());
}

ProgressBar::ProgressBar()
    : begin_(std::chrono::steady_clock::now()), next_draw_ms_(kFirstDrawMs) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::on_progress(std::string_view phase, std::uint64_t done, std::uint64_t total) {
  const auto elapsed = std::chrono::steady_clock::now() - begin_;
  const std::int64_t now_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
  std::int64_t due = next_draw_ms_.load(std::memory_order_relaxed);
  if (now_ms < due || !next_draw_ms_.compare_exchange_strong(due, now_ms + kRedrawMs)) return;
  draw(phase, done, total);
}

void ProgressBar::draw(std::string_view phase, std::uint64_t done, std::uint64_t total) {
  std::string line;
  if (total > 0) {
    const std::uint64_t filled = std::min(kBarWidth, done * kBarWidth / total);
    line = fmt::format("\r\x1b[K{} [{}{}] {}/{}", phase, std::string(filled, '#'),
                       std::string(kBarWidth - filled, '.'), done, total);
  } else {
    line = fmt::format("\r\x1b[K{} {}", phase, done);
  }
  const MutexLock lock(mutex_);
  is_drawn_ = true;
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void ProgressBar::clear() {
  const MutexLock lock(mutex_);
  if (is_drawn_) std::fputs("\r\x1b[K", stderr);
  is_drawn_ = false;
}

}  // namespace keyhound
