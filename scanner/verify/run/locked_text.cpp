// SPDX-License-Identifier: Apache-2.0
// The line is written over the one before by one pwrite(); what a longer one leaves behind stands
// after the line end, and is cut off or not read.
#include "scanner/verify/run/locked_text.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/base/file.h"
#include "scanner/verify/run/own_file.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestLine = 1024;  // bytes
constexpr int kMostReopenings = 100;
constexpr std::chrono::milliseconds kPause{2};
constexpr std::chrono::seconds kLongestWait{10};

}  // namespace

Result<LockedText> LockedText::open(const std::string& path) {
  KEYHOUND_TRY(const int descriptor, open_own_file(path));
  return LockedText(path, descriptor);
}

LockedText::LockedText(LockedText&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      is_locked_(other.is_locked_) {}

LockedText& LockedText::operator=(LockedText&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_locked_, other.is_locked_);
  return *this;
}

LockedText::~LockedText() {
  if (descriptor_ >= 0) ::close(descriptor_);  // which unlocks it
}

Result<bool> LockedText::is_current() const {
  struct stat ours {};
  struct stat named {};
  if (::fstat(descriptor_, &ours) != 0) return fail(errno_error(errno, path_));
  return ::lstat(path_.c_str(), &named) == 0 && named.st_ino == ours.st_ino &&
         named.st_dev == ours.st_dev;
}

Result<bool> LockedText::try_lock() {
  if (is_locked_) return true;
  for (int i = 0; i < kMostReopenings; ++i) {
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return false;
      if (errno != EINTR) return fail(errno_error(errno, path_ + ": cannot lock it"));
    }
    KEYHOUND_TRY(is_locked_, is_current());
    if (is_locked_) return true;
    KEYHOUND_TRY(*this, open(path_));
  }
  return fail(ErrorKind::kUnreadable, path_ + ": other processes replace it all the time");
}

Status LockedText::lock() {
  const auto deadline = std::chrono::steady_clock::now() + kLongestWait;
  for (;;) {
    KEYHOUND_TRY(const bool is_ours, try_lock());
    if (is_ours) return {};
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kUnreadable,
                  fmt::format("{}: another process has held it locked for {} s", path_,
                              kLongestWait.count()));
    }
    std::this_thread::sleep_for(kPause);
  }
}

void LockedText::unlock() {
  if (std::exchange(is_locked_, false)) ::flock(descriptor_, LOCK_UN);
}

Result<std::string> LockedText::read() const {
  KEYHOUND_CHECK(is_locked_);
  std::string text(kLongestLine, '\0');
  ssize_t count = 0;
  do {
    count = ::pread(descriptor_, text.data(), text.size(), 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail(errno_error(errno, path_ + ": cannot read it"));
  text.resize(static_cast<std::size_t>(count));
  return text.substr(0, text.find('\n'));
}

Status LockedText::write(std::string_view line) {
  KEYHOUND_CHECK(is_locked_);
  const std::string text = std::string(line.substr(0, kLongestLine - 1)) + "\n";
  const ssize_t count = ::pwrite(descriptor_, text.data(), text.size(), 0);
  const bool is_whole = count == static_cast<ssize_t>(text.size());
  if (is_whole && ::ftruncate(descriptor_, static_cast<off_t>(count)) == 0) return {};
  return fail(errno_error(count < 0 || is_whole ? errno : ENOSPC, path_ + ": cannot write it"));
}

}  // namespace keyhound
