// SPDX-License-Identifier: Apache-2.0
// LineReader: the lines of a file between two offsets, in memory of one line. Lines longer than the
// ledger allows are passed over. One per thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/result.h"

namespace keyhound {

struct Line {
  std::string_view text;     // without the newline; until the next line is read
  std::uint64_t end = 0;     // the offset behind it and its newline
  std::uint64_t size = 0;    // bytes without the newline
  bool is_complete = true;   // it ends with a newline
  bool is_too_long = false;  // `text` is empty then
};

class LineReader {
 public:
  // `file` must outlive the reader.
  LineReader(const File& file, std::uint64_t begin, std::uint64_t end)
      : file_(file), read_(begin), begin_(begin), end_(end) {}

  // Nothing at the end.
  Result<std::optional<Line>> next();

 private:
  Status fill();

  const File& file_;
  std::string buffer_;
  std::size_t used_ = 0;  // bytes of the buffer that were handed out
  std::uint64_t read_;    // offset behind the buffer
  std::uint64_t begin_;   // offset of the next line
  std::uint64_t end_;
};

}  // namespace keyhound
