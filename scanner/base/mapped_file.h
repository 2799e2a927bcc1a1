// SPDX-License-Identifier: Apache-2.0
// MappedFile: a regular file mapped into memory for reading. Movable; the bytes live as long as it
// does, wherever it is moved. Immutable, thread-safe. The file must not be cut while it is mapped:
// the system ends a process that reads behind the end. Git replaces its packs, it never cuts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class MappedFile {
 public:
  // Follows links and does not block. kNotFound or kUnreadable with path and the system's reason;
  // kUnreadable for what is no regular file. An empty file has empty bytes.
  static Result<MappedFile> open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace keyhound
