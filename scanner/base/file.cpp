// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "scanner/base/c_handle.h"

namespace keyhound {
namespace {

std::string_view type_name(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "not a regular file";
}

// The file that `path` leads to through its links; empty when that cannot be told.
std::string resolve_links(const std::string& path) {
  const CHandle<char, std::free> resolved(::realpath(path.c_str(), nullptr));
  return resolved ? std::string(resolved.get()) : std::string();
}

// Creates a new file in the folder of `path` and puts its name into `temporary`; -1 with errno when
// it cannot. The name is short, since that of `path` may be as long as names can be.
int create_beside(const std::string& path, std::string& temporary) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    temporary = fmt::format("{}.keyhound-{}-{}.tmp", folder, ::getpid(), attempt);
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

// Answers errno, or 0 when everything was written.
int write_and_close(int descriptor, std::string_view content) {
  int error_number = 0;
  while (!content.empty() && error_number == 0) {
    const ssize_t put = ::write(descriptor, content.data(), content.size());
    if (put < 0 && errno != EINTR) error_number = errno;
    if (put > 0) content.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::close(descriptor) != 0 && error_number == 0) error_number = errno;
  return error_number;
}

}  // namespace

Error errno_error(int error_number, std::string_view context) {
  const bool is_missing = error_number == ENOENT || error_number == ENOTDIR;
  std::string reason = std::strerror(error_number);
  if (error_number == ELOOP) reason = "it is a symbolic link, or behind too many of them";
  return {is_missing ? ErrorKind::kNotFound : ErrorKind::kUnreadable,
          fmt::format("{}: {}", context, reason)};
}

Result<File> File::open(const std::string& path, Links links) {
  return open_at(AT_FDCWD, path, links);
}

Result<File> File::open_at(int directory, const std::string& name, Links links) {
  const int flags =
      O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (links == Links::kRefuse ? O_NOFOLLOW : 0);
  const int descriptor = ::openat(directory, name.c_str(), flags);
  if (descriptor < 0 && errno == ENXIO) {
    return fail(ErrorKind::kUnreadable,
                "it is a socket, or a device without a driver, not a regular file");
  }
  if (descriptor < 0) return fail(errno_error(errno, "cannot open"));
  File file(descriptor, 0);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return fail(errno_error(errno, "cannot stat"));
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::kUnreadable,
                fmt::format("it is {}, not a regular file", type_name(status.st_mode)));
  }
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  return file;
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> File::read_at(std::uint64_t offset, char* buffer, std::size_t count) const {
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor_, buffer + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(errno_error(errno, fmt::format("cannot read at byte {}", offset + done)));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  auto file = File::open(path, Links::kFollow);
  if (!file) return fail(file.error().within(path));
  if (file->size() > limit) {
    return fail(ErrorKind::kLimit, fmt::format("{}: it has {} bytes, more than the limit of {}",
                                               path, file->size(), limit));
  }
  std::string content(static_cast<std::size_t>(file->size()) + 1, '\0');
  std::size_t done = 0;
  while (true) {
    auto got = file->read_at(done, content.data() + done, content.size() - done);
    if (!got) return fail(got.error().within(path));
    done += *got;
    if (done > limit)
      return fail(ErrorKind::kLimit, fmt::format("{}: it grew beyond {} bytes", path, limit));
    if (done < content.size()) break;
    content.resize(content.size() * 2);
  }
  content.resize(done);
  return content;
}

Status write_file(const std::string& path, std::string_view content) {
  const auto refuse = [&path](int error_number) {
    return fail(errno_error(error_number, fmt::format("{}: cannot write it", path)));
  };
  struct stat status {};
  const bool is_there = ::stat(path.c_str(), &status) == 0;
  const std::string target = is_there ? resolve_links(path) : path;
  if (is_there && (!S_ISREG(status.st_mode) || target.empty())) {
    // A device or pipe (/dev/stdout, /dev/null) is written to, never replaced.
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
    const int error_number = descriptor < 0 ? errno : write_and_close(descriptor, content);
    if (error_number != 0) return refuse(error_number);
    return {};
  }
  std::string temporary;
  const int descriptor = create_beside(target, temporary);
  if (descriptor < 0) return refuse(errno);
  const int mode_error = is_there && ::fchmod(descriptor, status.st_mode & 07777U) != 0 ? errno : 0;
  int error_number = write_and_close(descriptor, content);
  if (error_number == 0) error_number = mode_error;
  if (error_number == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) error_number = errno;
  if (error_number == 0) return {};
  ::unlink(temporary.c_str());
  return refuse(error_number);
}

}  // namespace keyhound
