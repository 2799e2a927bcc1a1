// SPDX-License-Identifier: Apache-2.0
// ByteSource: bytes that are pulled piece by piece: a text in memory, a file, an entry of an
// archive. One per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/result.h"

namespace keyhound {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // The next bytes, valid until the next call; empty at the end.
  virtual Result<std::string_view> next() = 0;
  // Whether seek() works and size() is known.
  [[nodiscard]] virtual bool can_seek() const { return false; }
  [[nodiscard]] virtual std::uint64_t size() const { return 0; }
  // next() goes on at `offset`. REQUIRES: can_seek().
  virtual void seek(std::uint64_t offset) { static_cast<void>(offset); }
};

// A text in memory, which must outlive the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : text_(text) {}
  Result<std::string_view> next() override;
  [[nodiscard]] bool can_seek() const override { return true; }
  [[nodiscard]] std::uint64_t size() const override { return text_.size(); }
  void seek(std::uint64_t offset) override { offset_ = offset; }

 private:
  std::string_view text_;
  std::uint64_t offset_ = 0;
};

// An open file, which must outlive the source.
class FileSource final : public ByteSource {
 public:
  explicit FileSource(const File& file) : file_(&file) {}
  Result<std::string_view> next() override;
  [[nodiscard]] bool can_seek() const override { return true; }
  [[nodiscard]] std::uint64_t size() const override { return file_->size(); }
  void seek(std::uint64_t offset) override { offset_ = offset; }

 private:
  const File* file_;
  std::uint64_t offset_ = 0;
  std::string buffer_;
};

// Bytes that were taken from a source already, and what it still has. Both must outlive this.
class ResumedSource final : public ByteSource {
 public:
  ResumedSource(std::string_view taken, ByteSource& rest) : taken_(taken), rest_(&rest) {}
  Result<std::string_view> next() override;

 private:
  std::string_view taken_;
  ByteSource* rest_;
};

// Up to `count` bytes at `offset`; fewer only at the end. REQUIRES: source.can_seek().
Result<std::string> read_at(ByteSource& source, std::uint64_t offset, std::size_t count);

}  // namespace keyhound
