// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_log.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/base/time.h"
#include "scanner/bulk/run/run_json.h"
#include "scanner/cli/bulk/status_text.h"

namespace keyhound {
namespace {

// A line at once, so that whoever follows the log sees it.
void print_line(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

std::string start_text(const RunOpening& start) {
  const OutcomeCounts& counts = start.counts;
  std::string text = fmt::format("run {}", escape_for_terminal(start.run.run_key));
  if (start.run.shard_count > 1)
    text += fmt::format(", shard {}/{}", start.shard, start.run.shard_count);
  text += start.is_continued ? " goes on: " : " begins: ";
  text += fmt::format("{} of {} repositories to scan", counts.pending, counts.planned);
  if (counts.excluded > 0) text += fmt::format(", {} are excluded", counts.excluded);
  return text;
}

std::string outcome_text(const TargetReport& target) {
  if (target.is_retried) return "retried";
  return std::string(to_string(target.outcome));
}

// What ended how: "failed     github.com/acme/pay  time-limit: ...".
std::string target_text(const TargetReport& target) {
  std::string text =
      fmt::format("{:<9}  {}", outcome_text(target), escape_for_terminal(target.name));
  if (target.outcome == TargetOutcome::kFailed) {
    text += fmt::format("  {}: {}", escape_for_terminal(target.reason),
                        escape_for_terminal(target.message));
    if (target.is_retried) text += "; another try follows";
  } else {
    text += fmt::format("  {} new, {} open", target.findings.added, target.findings.open);
  }
  if (!target.complete) text += "  not everything could be read";
  if (!target.verification.empty())
    text += "  verification: " + escape_for_terminal(target.verification);
  return text + fmt::format("  {:.1f} s", target.seconds);
}

std::string summary_text(const RunStatus& status) { return run_status_text(status, {}); }

class LineLog final : public RunLog {
 public:
  void on_start(const RunOpening& start) override { timed(start_text(start)); }
  void on_target(const TargetReport& target) override { timed(target_text(target)); }
  void on_progress(const RunProgress& /*progress*/) override {}
  void on_notice(const std::string& message) override { timed(escape_for_terminal(message)); }
  void on_summary(const RunStatus& status, int /*exit_code*/) override {
    fmt::print("{}", summary_text(status));
    std::fflush(stdout);
  }

 private:
  static void timed(const std::string& text) { print_line(format_timestamp(now()) + " " + text); }
};

class JsonLog final : public RunLog {
 public:
  void on_start(const RunOpening& start) override { print_line(start_line(start, now())); }
  void on_target(const TargetReport& target) override { print_line(target_line(target, now())); }
  void on_progress(const RunProgress& /*progress*/) override {}
  void on_notice(const std::string& message) override { print_line(notice_line(message, now())); }
  void on_summary(const RunStatus& status, int exit_code) override {
    print_line(summary_line(status, exit_code, now()));
  }
};

class TerminalLog final : public RunLog {
 public:
  ~TerminalLog() override { clear(); }
  void on_start(const RunOpening& start) override { above(start_text(start)); }
  void on_target(const TargetReport& target) override {
    if (target.outcome == TargetOutcome::kFailed || !target.complete) above(target_text(target));
  }
  void on_progress(const RunProgress& progress) override;
  void on_notice(const std::string& message) override { above(escape_for_terminal(message)); }
  void on_summary(const RunStatus& status, int /*exit_code*/) override {
    clear();
    fmt::print("{}", summary_text(status));
  }

 private:
  void above(const std::string& line) {
    clear();
    print_line(line);
  }
  void clear() {
    if (!is_drawn_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    is_drawn_ = false;
  }

  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

std::size_t terminal_width() {
  struct winsize size {};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : 80;
}

std::string progress_text(const RunProgress& progress) {
  constexpr std::int64_t kBarWidth = 20;
  const std::int64_t filled =
      progress.total > 0 ? progress.done * kBarWidth / progress.total : kBarWidth;
  std::string text = fmt::format("[{}{}] {}/{}", std::string(static_cast<std::size_t>(filled), '#'),
                                 std::string(static_cast<std::size_t>(kBarWidth - filled), '.'),
                                 progress.done, progress.total);
  if (progress.per_minute > 0) text += fmt::format("  {:.0f}/min", progress.per_minute);
  if (progress.seconds_remaining)
    text += "  " + describe_seconds(*progress.seconds_remaining) + " left";
  return text;
}

void TerminalLog::on_progress(const RunProgress& progress) {
  constexpr std::chrono::milliseconds kRedraw{200};
  const auto time = std::chrono::steady_clock::now();
  if (is_drawn_ && time - last_ < kRedraw) return;
  last_ = time;
  is_drawn_ = true;
  // A line that wraps could not be taken back.
  fmt::print(stderr, "\r\x1b[K{}", progress_text(progress).substr(0, terminal_width() - 1));
  std::fflush(stderr);
}

}  // namespace

RunLogKind run_log_kind(bool wants_json, bool no_progress) {
  if (wants_json) return RunLogKind::kJson;
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  return is_terminal && !no_progress ? RunLogKind::kTerminal : RunLogKind::kLines;
}

std::unique_ptr<RunLog> make_run_log(RunLogKind kind) {
  if (kind == RunLogKind::kJson) return std::make_unique<JsonLog>();
  if (kind == RunLogKind::kLines) return std::make_unique<LineLog>();
  return std::make_unique<TerminalLog>();
}

}  // namespace keyhound
