// SPDX-License-Identifier: Apache-2.0
// Writers hold an exclusive lock for one write(), so a line without its end is that of a process
// that died. A file is replaced by renaming a new one over it: who waited for the lock of the old
// one sees that the path has another file now, and opens that.
#include "scanner/verify/run/cache_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/verify/run/cache_line.h"
#include "scanner/verify/run/own_file.h"

namespace keyhound {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;
constexpr std::chrono::milliseconds kPause{5};
constexpr std::chrono::seconds kLongestWait{10};  // for the lock
constexpr int kMostReopenings = 100;
constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

tl::unexpected<Error> refuse(const std::string& path, std::string_view what) {
  return fail(ErrorKind::kConfiguration, fmt::format("{}: {}", path, what));
}

Status write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(errno_error(errno, path + ": cannot write the cache"));
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// Up to `count` bytes at `offset`; fewer at the end only.
Result<std::string> read_block(int descriptor, std::uint64_t offset, std::size_t count,
                               const std::string& path) {
  std::string bytes(count, '\0');
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(errno_error(errno, path + ": cannot read the cache"));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace

Result<CacheFile> CacheFile::open(const std::string& path) {
  CacheFile file(path);
  KEYHOUND_TRY_STATUS(file.open_file());
  return file;
}

CacheFile::CacheFile(CacheFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      end_(other.end_),
      read_(other.read_),
      lines_read_(other.lines_read_),
      device_(other.device_),
      inode_(other.inode_),
      is_locked_(other.is_locked_) {}

CacheFile& CacheFile::operator=(CacheFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(end_, other.end_);
  std::swap(read_, other.read_);
  std::swap(lines_read_, other.lines_read_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  std::swap(is_locked_, other.is_locked_);
  return *this;
}

CacheFile::~CacheFile() { close(); }

void CacheFile::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));  // which unlocks it
  is_locked_ = false;
}

Status CacheFile::open_file() {
  KEYHOUND_TRY(const int descriptor, open_own_file(path_, O_APPEND));
  close();
  descriptor_ = descriptor;
  struct stat file {};
  if (::fstat(descriptor_, &file) != 0) return fail(errno_error(errno, path_));
  const bool is_known = file.st_dev == device_ && file.st_ino == inode_ &&
                        static_cast<std::uint64_t>(file.st_size) >= read_;
  device_ = file.st_dev;
  inode_ = file.st_ino;
  if (is_known) return {};
  end_ = 0;
  read_ = 0;
  lines_read_ = 0;
  return {};
}

Status CacheFile::take_lock(int operation) {
  const auto deadline = std::chrono::steady_clock::now() + kLongestWait;
  while (::flock(descriptor_, operation | LOCK_NB) != 0) {
    if (errno != EINTR && errno != EWOULDBLOCK)
      return fail(errno_error(errno, path_ + ": cannot lock the cache"));
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kUnreadable,
                  fmt::format("{}: another process has held the cache locked for {} s; try again "
                              "when it is done, or name another cache",
                              path_, kLongestWait.count()));
    }
    std::this_thread::sleep_for(kPause);
  }
  is_locked_ = true;
  return {};
}

void CacheFile::release_lock() {
  ::flock(descriptor_, LOCK_UN);
  is_locked_ = false;
}

Status CacheFile::lock_current(int operation) {
  for (int i = 0; i < kMostReopenings; ++i) {
    if (descriptor_ < 0) KEYHOUND_TRY_STATUS(open_file());
    KEYHOUND_TRY_STATUS(take_lock(operation));
    struct stat ours {};
    struct stat named {};
    if (::fstat(descriptor_, &ours) != 0) return fail(errno_error(errno, path_));
    if (::lstat(path_.c_str(), &named) == 0 && named.st_ino == ours.st_ino &&
        named.st_dev == ours.st_dev)
      return {};
    KEYHOUND_TRY_STATUS(open_file());
  }
  return fail(ErrorKind::kUnreadable, path_ + ": other processes replace it all the time");
}

Status CacheFile::read(const OnLine& on_line) {
  read_ = 0;
  lines_read_ = 0;
  return read_new(on_line);
}

Status CacheFile::read_new(const OnLine& on_line) {
  if (is_locked_) return read_locked(on_line);
  KEYHOUND_TRY_STATUS(lock_current(LOCK_SH));
  Status status = read_locked(on_line);
  release_lock();
  return status;
}

Status CacheFile::read_locked(const OnLine& on_line) {
  std::string rest;
  Status status;
  for (std::uint64_t offset = read_; status && offset <= kLargestOwnFile;) {
    KEYHOUND_TRY(const std::string block, read_block(descriptor_, offset, kBlock, path_));
    if (block.empty()) break;
    offset += block.size();
    rest += block;
    std::string_view lines = rest;
    for (std::size_t end = lines.find('\n'); status && end != std::string_view::npos;
         end = lines.find('\n')) {
      read_ += end + 1;
      status = on_line(++lines_read_, lines.substr(0, end));
      lines.remove_prefix(end + 1);
    }
    if (status && lines.size() > kLongestCacheLine)
      status = refuse(fmt::format("{}:{}", path_, lines_read_ + 1),
                      "it is longer than a line of a cache; delete the file to start anew");
    rest = std::string(lines);
  }
  return status;
}

Status CacheFile::cut_torn_line() {
  struct stat file {};
  if (::fstat(descriptor_, &file) != 0) return fail(errno_error(errno, path_));
  auto size = static_cast<std::uint64_t>(file.st_size);
  if (size == end_) return {};
  std::uint64_t end = size;
  while (end > 0) {
    const std::uint64_t begin = end - std::min<std::uint64_t>(end, kBlock);
    KEYHOUND_TRY(const std::string block,
                 read_block(descriptor_, begin, static_cast<std::size_t>(end - begin), path_));
    const std::size_t newline = block.rfind('\n');
    end = newline == std::string::npos ? begin : begin + newline + 1;
    if (newline != std::string::npos) break;
  }
  if (end < size && ::ftruncate(descriptor_, static_cast<off_t>(end)) != 0)
    return fail(errno_error(errno, path_ + ": cannot cut off a torn line of the cache"));
  end_ = end;
  return {};
}

Status CacheFile::append(std::string_view line) {
  KEYHOUND_TRY_STATUS(lock_current(LOCK_EX));
  Status status = cut_torn_line();
  if (status) status = write_all(descriptor_, std::string(line) + "\n", path_);
  if (status) end_ += line.size() + 1;
  release_lock();
  return status;
}

// Leaves the new file open and locked in place of the old one.
Status CacheFile::write_new(std::string_view content) {
  // A name of our own: what else stands beside the cache is not ours to replace.
  const std::string beside = path_ + "." + std::to_string(::getpid()) + ".new";
  const int made = ::open(beside.c_str(), kFlags | O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0600);
  if (made < 0) return fail(errno_error(errno, beside + ": cannot write the cache"));
  Status status = write_all(made, content, beside);
  if (status && (::fdatasync(made) != 0 || ::flock(made, LOCK_EX | LOCK_NB) != 0 ||
                 ::rename(beside.c_str(), path_.c_str()) != 0))
    status = fail(errno_error(errno, path_ + ": cannot replace the cache"));
  if (!status) {
    ::unlink(beside.c_str());
    ::close(made);
    return status;
  }
  ::close(descriptor_);
  descriptor_ = made;
  end_ = content.size();
  return {};
}

Status CacheFile::replace(const std::function<Result<std::string>()>& make) {
  KEYHOUND_TRY_STATUS(lock_current(LOCK_EX));
  Result<std::string> content = make();
  Status status = content ? write_new(*content) : Status(fail(content.error()));
  release_lock();
  return status;
}

Status CacheFile::sync() {
  if (::fdatasync(descriptor_) == 0) return {};
  return fail(errno_error(errno, path_ + ": cannot write the cache to the disk"));
}

}  // namespace keyhound
