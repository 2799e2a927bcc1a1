// SPDX-License-Identifier: Apache-2.0
// LockedText: a line of text in a file that processes read and write by turns. A lock ends with its
// process, however that ends; the text stays. Movable; used by one thread.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class LockedText {
 public:
  // Makes the file where it lacks; errors are those of open_own_file().
  static Result<LockedText> open(const std::string& path);
  LockedText(LockedText&& other) noexcept;
  LockedText& operator=(LockedText&& other) noexcept;
  LockedText(const LockedText&) = delete;
  LockedText& operator=(const LockedText&) = delete;
  ~LockedText();

  // Of the file that stands under the path now, whoever replaced or removed it meanwhile. False:
  // another process has it. It may be asked for again by who has it.
  Result<bool> try_lock();
  // Waits for it, at most ten seconds: for those who hold it for a moment.
  Status lock();
  void unlock();
  [[nodiscard]] bool is_locked() const { return is_locked_; }

  // REQUIRES of both: is_locked().
  [[nodiscard]] Result<std::string> read() const;  // without its line end; empty: none
  Status write(std::string_view line);

 private:
  LockedText(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  [[nodiscard]] Result<bool> is_current() const;

  std::string path_;
  int descriptor_ = -1;
  bool is_locked_ = false;
};

}  // namespace keyhound
