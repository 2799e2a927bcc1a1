// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the bytes that a file had when it was opened, one after the other, in
// memory of one chunk, as the pair of iterators that the JSON parser reads; what it has not read
// yet may be looked at and passed over. One per file; used by one thread.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/base/file.h"

namespace keyhound {

class ChunkedText {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;
    Iterator() = default;  // the end of every text
    explicit Iterator(ChunkedText* text) : text_(text) {}
    char operator*() const { return *text_->next_; }
    Iterator& operator++() {
      ++text_->next_;
      return *this;
    }
    // Only the end is equal to the end; others are never compared.
    bool operator==(const Iterator& other) const { return is_at_end() == other.is_at_end(); }

   private:
    [[nodiscard]] bool is_at_end() const { return text_ == nullptr || text_->is_at_end(); }
    ChunkedText* text_ = nullptr;
  };

  explicit ChunkedText(File file) : file_(std::move(file)), chunk_(kChunk) {}
  // Of a text in memory, which is borrowed.
  explicit ChunkedText(std::string_view text)
      : next_(text.data()), end_(text.data() + text.size()), size_(text.size()) {}
  ChunkedText(const ChunkedText&) = delete;
  ChunkedText& operator=(const ChunkedText&) = delete;

  Iterator begin() { return Iterator(this); }
  static Iterator end() { return {}; }

  // What comes next, as far as it is in memory: kAhead bytes, or what is left of the text, and more
  // by chance. Valid until the next call.
  std::string_view ahead() {
    if (static_cast<std::size_t>(end_ - next_) < kAhead) read_ahead();
    return {next_, static_cast<std::size_t>(end_ - next_)};
  }
  // REQUIRES: so many bytes are in memory. Iterators go on behind them.
  void pass_over(std::size_t count) { next_ += count; }
  static constexpr std::size_t kAhead = std::size_t{1} << 18U;

  // Bytes of the whole text, and of what was read and passed over.
  [[nodiscard]] std::uint64_t size() const { return file_ ? file_->size() : size_; }
  [[nodiscard]] std::uint64_t passed() const {
    const auto left = static_cast<std::uint64_t>(end_ - next_);
    return file_ ? offset_ - left : size_ - left;
  }

  // Why the text ended early; nullopt: it did not.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  static constexpr std::size_t kChunk = std::size_t{1} << 20U;

  bool is_at_end() { return next_ == end_ && !read_chunk(); }
  // False: there is none.
  bool read_chunk();
  void read_ahead();
  // Appends to `kept` bytes at the beginning of the chunk.
  bool read_behind(std::size_t kept);

  std::optional<File> file_;
  std::vector<char> chunk_;
  const char* next_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t size_ = 0;    // of a text in memory
  std::uint64_t offset_ = 0;  // of the next chunk
  std::optional<Error> error_;
};

}  // namespace keyhound
