// SPDX-License-Identifier: Apache-2.0
// LedgerFile: an open ledger under its lock (flock on the ledger itself, which is never replaced by
// another file). Movable; unlocks and closes itself. One per thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

enum class LedgerAccess { kRead, kAppend, kCreate };  // kCreate: append, and make it if missing

class LedgerFile {
 public:
  // Waits at most `wait` for other writers (kAppend, kCreate: for readers, too), then kUnreadable.
  // A new file has mode 0640 less the umask. Only regular files; links are not followed.
  static Result<LedgerFile> open(const std::string& path, LedgerAccess access,
                                 std::chrono::milliseconds wait);

  LedgerFile(LedgerFile&& other) noexcept;
  LedgerFile& operator=(LedgerFile&& other) noexcept;
  LedgerFile(const LedgerFile&) = delete;
  LedgerFile& operator=(const LedgerFile&) = delete;
  ~LedgerFile();

  [[nodiscard]] std::uint64_t size() const { return size_; }  // when it was locked
  // The offset behind the last newline; what follows is a torn line.
  [[nodiscard]] Result<std::uint64_t> complete_size() const;
  // The line whose newline stands before offset `end`, without it. kCorrupt when there is none.
  [[nodiscard]] Result<std::string> line_before(std::uint64_t end) const;

  // Makes `bytes` the end of the file from `offset` on, and syncs it to the disk. When that fails
  // the file is cut back to `offset`, so that no half of a batch stays.
  Status write_end(std::uint64_t offset, std::string_view bytes);

 private:
  LedgerFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  Status lock(bool exclusive, std::chrono::milliseconds wait);
  Status look();
  [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t count) const;

  int descriptor_ = -1;
  std::string path_;
  std::uint64_t size_ = 0;
  bool is_same_ = true;  // the path still leads to this file
};

}  // namespace keyhound
