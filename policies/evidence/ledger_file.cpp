// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>
#include <utility>

#include "policies/evidence/ledger_line.h"
#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kBlock = std::uint64_t{64} << 10U;
constexpr std::chrono::milliseconds kPause{5};  // between two attempts at the lock
constexpr mode_t kMode = 0640;                  // its group may read it

int flags_of(LedgerAccess access) {
  const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  if (access == LedgerAccess::kRead) return flags | O_RDONLY;
  return flags | O_RDWR | (access == LedgerAccess::kCreate ? O_CREAT : 0);
}

// A new file's name is on the disk only when its folder is.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  static_cast<void>(::fsync(descriptor));  // some file systems cannot; the data is synced itself
  ::close(descriptor);
}

// Answers errno, or 0.
int write_all(int descriptor, std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put =
        ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno != EINTR) return errno;
    if (put == 0) return ENOSPC;
    if (put < 0) continue;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    offset += static_cast<std::uint64_t>(put);
  }
  return 0;
}

}  // namespace

Result<LedgerFile> LedgerFile::open(const std::string& path, LedgerAccess access,
                                    std::chrono::milliseconds wait) {
  while (true) {
    const int descriptor = ::open(path.c_str(), flags_of(access), kMode);
    if (descriptor < 0) return fail(errno_error(errno, fmt::format("{}: cannot open it", path)));
    LedgerFile file(descriptor, path);
    KEYHOUND_TRY_STATUS(file.look());
    KEYHOUND_TRY_STATUS(file.lock(access != LedgerAccess::kRead, wait));
    KEYHOUND_TRY_STATUS(file.look());
    // Somebody moved the ledger away while we waited: what we hold is not the ledger any more.
    if (!file.is_same_) continue;
    if (access == LedgerAccess::kCreate && file.size_ == 0) sync_folder_of(path);
    return file;
  }
}

LedgerFile::LedgerFile(LedgerFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      is_same_(other.is_same_) {}

LedgerFile& LedgerFile::operator=(LedgerFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  size_ = other.size_;
  is_same_ = other.is_same_;
  return *this;
}

LedgerFile::~LedgerFile() {
  if (descriptor_ >= 0) ::close(descriptor_);  // which unlocks it
}

Status LedgerFile::lock(bool exclusive, std::chrono::milliseconds wait) {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  while (::flock(descriptor_, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK)
      return fail(errno_error(errno, fmt::format("{}: cannot lock it", path_)));
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kUnreadable,
                  fmt::format("{}: another process has held it locked for {} ms; try again when it "
                              "is done (fuser names it)",
                              path_, wait.count()));
    }
    std::this_thread::sleep_for(kPause);
  }
  return {};
}

Status LedgerFile::look() {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return fail(errno_error(errno, path_));
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::kUnreadable, fmt::format("{}: it is not a regular file", path_));
  }
  struct stat named {};
  is_same_ = ::lstat(path_.c_str(), &named) == 0 && named.st_ino == status.st_ino &&
             named.st_dev == status.st_dev;
  size_ = static_cast<std::uint64_t>(status.st_size);
  return {};
}

Result<std::string> LedgerFile::read(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(errno_error(errno, fmt::format("{}: cannot read it", path_)));
    if (got == 0) return fail(ErrorKind::kUnreadable, fmt::format("{}: it was cut", path_));
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

Result<std::uint64_t> LedgerFile::complete_size() const {
  std::uint64_t end = size_;
  while (end > 0) {
    const std::uint64_t begin = end - std::min(end, kBlock);
    KEYHOUND_TRY(const std::string block, read(begin, static_cast<std::size_t>(end - begin)));
    const std::size_t newline = block.rfind('\n');
    if (newline != std::string::npos) return begin + newline + 1;
    end = begin;
  }
  return std::uint64_t{0};
}

Result<std::string> LedgerFile::line_before(std::uint64_t end) const {
  const auto refuse = [this] {
    return fail(ErrorKind::kCorrupt, fmt::format("{}: no line ends where one should", path_));
  };
  if (end == 0 || end > size_) return refuse();
  std::string line;
  std::uint64_t begin = end;
  while (begin > 0 && line.size() <= kLongestLine + 1) {
    const std::uint64_t next = begin - std::min(begin, kBlock);
    KEYHOUND_TRY(std::string block, read(next, static_cast<std::size_t>(begin - next)));
    if (begin == end && block.back() != '\n') return refuse();
    if (begin == end) block.pop_back();
    const std::size_t newline = block.rfind('\n');
    if (newline != std::string::npos) return block.substr(newline + 1) + line;
    line.insert(0, block);
    begin = next;
  }
  if (begin > 0) return refuse();
  return line;
}

Status LedgerFile::write_end(std::uint64_t offset, std::string_view bytes) {
  int error_number = write_all(descriptor_, offset, bytes);
  const std::uint64_t end = offset + bytes.size();
  // A torn line that was longer than what replaced it.
  if (error_number == 0 && end < size_ && ::ftruncate(descriptor_, static_cast<off_t>(end)) != 0)
    error_number = errno;
  if (error_number == 0 && ::fdatasync(descriptor_) != 0) error_number = errno;
  if (error_number == 0) {
    size_ = end;
    return {};
  }
  const bool is_undone = ::ftruncate(descriptor_, static_cast<off_t>(offset)) == 0;
  if (is_undone) size_ = offset;
  Error error = errno_error(error_number, fmt::format("{}: cannot append to it", path_));
  error.kind = ErrorKind::kUnreadable;
  error.message += is_undone ? "; nothing was added, and what it held is unchanged"
                             : "; it may end with a torn line, which the next append cuts off";
  return fail(std::move(error));
}

}  // namespace keyhound
