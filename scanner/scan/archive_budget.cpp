// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_budget.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>

namespace keyhound {
namespace {

// The thread's own time: how busy the machine is must not decide what is scanned.
double thread_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::string in_megabytes(std::uint64_t bytes) {
  return bytes < (1U << 20U) ? fmt::format("{} bytes", bytes) : fmt::format("{} MB", bytes >> 20U);
}

}  // namespace

ArchiveBudget::ArchiveBudget(const ArchiveLimits& limits, std::optional<std::uint64_t> size)
    : limits_(limits), size_(size), start_(thread_seconds()) {}

Status ArchiveBudget::spend(std::string reason) {
  spent_ = Error{ErrorKind::kLimit, std::move(reason) + "; the rest was not scanned"};
  return fail(*spent_);
}

Status ArchiveBudget::check_time() {
  if (spent_) return fail(*spent_);
  if (thread_seconds() - start_ <= limits_.seconds) return {};
  return spend(fmt::format("the archive takes more than {:.0f} seconds", limits_.seconds));
}

Status ArchiveBudget::take_entry() {
  KEYHOUND_TRY_STATUS(check_time());
  if (++entries_ <= limits_.entries) return {};
  return spend(
      fmt::format("the archive has more than {} entries (--archive-entries)", limits_.entries));
}

Status ArchiveBudget::take_bytes(std::uint64_t count) {
  KEYHOUND_TRY_STATUS(check_time());
  bytes_ += count;
  if (bytes_ > limits_.bytes) {
    return spend(fmt::format("the archive unpacks to more than {} (--archive-limit)",
                             in_megabytes(limits_.bytes)));
  }
  const std::uint64_t size = size_.value_or(input_);
  if (bytes_ <= limits_.free_bytes || bytes_ / limits_.ratio <= size) return {};
  return spend(fmt::format("the archive unpacks to more than {} times its size", limits_.ratio));
}

Status ArchiveBudget::take_hits(std::uint64_t count) {
  if (spent_) return fail(*spent_);
  hits_ += count;
  if (hits_ <= limits_.hits) return {};
  return spend(fmt::format("the archive holds more than {} credentials", limits_.hits));
}

Status ArchiveBudget::take_input(std::uint64_t count) {
  input_ += count;
  return check_time();
}

Result<std::string_view> BudgetedSource::next() {
  KEYHOUND_TRY(const std::string_view piece, source_.next());
  KEYHOUND_TRY_STATUS(budget_.take_input(piece.size()));
  return piece;
}

}  // namespace keyhound
