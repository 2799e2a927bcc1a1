// SPDX-License-Identifier: Apache-2.0
// CacheFile: the file of a cache of results: who may write it, its lock, its lines. Other processes
// append to it and replace it meanwhile. Movable; used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class CacheFile {
 public:
  // Makes the file (0600) and its directories (0700) where they lack. kConfiguration for a link,
  // what is no regular file, one that others own or may write, and one that is too large.
  static Result<CacheFile> open(const std::string& path);
  CacheFile(CacheFile&& other) noexcept;
  CacheFile& operator=(CacheFile&& other) noexcept;
  CacheFile(const CacheFile&) = delete;
  CacheFile& operator=(const CacheFile&) = delete;
  ~CacheFile();

  using OnLine = std::function<Status(std::size_t number, std::string_view line)>;
  // Each line that is whole; a torn last one is passed over. The first error of `on_line` ends it.
  Status read(const OnLine& on_line);
  // The same of the lines behind those that were read before.
  Status read_new(const OnLine& on_line);
  // One whole line, behind what others appended; a torn last line of a dead process is cut off.
  Status append(std::string_view line);
  // The content becomes what `make` answers, as a whole or not at all. `make` may read(), and
  // nobody appends meanwhile.
  Status replace(const std::function<Result<std::string>()>& make);
  // What was appended is on the disk.
  Status sync();
  // Until it is read or written next; where reading was stays known. REQUIRES of sync(): it is
  // open.
  void close();

 private:
  explicit CacheFile(std::string path) : path_(std::move(path)) {}
  Status open_file();
  Status read_locked(const OnLine& on_line);
  Status take_lock(int operation);
  void release_lock();
  // With the lock on what stands under the path now, whoever replaced it meanwhile.
  Status lock_current(int operation);
  Status cut_torn_line();
  Status write_new(std::string_view content);

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t end_ = 0;   // behind our last line; another size: others wrote, too
  std::uint64_t read_ = 0;  // behind the last line that was read
  std::size_t lines_read_ = 0;
  // Which file that is true of.
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
  bool is_locked_ = false;
};

}  // namespace keyhound
