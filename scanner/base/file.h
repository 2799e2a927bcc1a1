// SPDX-License-Identifier: Apache-2.0
// Reading files that may be hostile: only regular files are opened, nothing blocks, links are not
// followed unless asked. The one place where errno becomes an Error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// The error for a failed system call: kNotFound for ENOENT and ENOTDIR, else kUnreadable.
Error errno_error(int error_number, std::string_view context);

enum class Links { kFollow, kRefuse };

// An open regular file. Movable; closes itself. One per thread.
class File {
 public:
  // Opens with O_NONBLOCK | O_CLOEXEC (and O_NOFOLLOW for kRefuse) and checks after opening that it
  // is a regular file; a FIFO, socket, device or directory is kUnreadable with its type named.
  static Result<File> open(const std::string& path, Links links = Links::kRefuse);
  // The same relative to the directory descriptor `directory`.
  static Result<File> open_at(int directory, const std::string& name, Links links = Links::kRefuse);

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  // Size in bytes when the file was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  // Reads up to `count` bytes at `offset`; fewer only at the end of the file.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* buffer,
                                            std::size_t count) const;

 private:
  File(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

// The whole content of a regular file (links followed) of at most `limit` bytes; kLimit beyond it.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);

// Writes `content` to a temporary file beside `path` and renames it, so that `path` is either the
// old or the new content, whole. A file that is replaced keeps its mode, and a link to a file stays
// a link; what is no regular file (a device, a pipe) is written to as it is.
Status write_file(const std::string& path, std::string_view content);

}  // namespace keyhound
