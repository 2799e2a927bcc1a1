// SPDX-License-Identifier: Apache-2.0
// TextReader: the bytes of a file or stream in bounded memory. A text of up to one window comes as
// a whole, a larger one in windows that overlap, so that nothing is cut at a border. One per
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/result.h"

namespace keyhound {

struct TextWindow {
  std::string_view text;     // valid until the next call
  std::uint64_t offset = 0;  // of text[0] in the whole
  std::size_t seen = 0;      // this many bytes at the start were the end of the previous window
  bool is_last = false;
};

// Windows of `size` bytes start every `size - overlap` bytes. REQUIRES: 0 < overlap < size;
// multiples of 4 keep UTF-16 and UTF-32 characters whole.
struct WindowSizes {
  std::size_t size = std::size_t{8} << 20;
  std::size_t overlap = std::size_t{64} << 10;
};

class TextReader {
 public:
  // Opens a regular file, symbolic links refused (base/file.h). `buffer` is the caller's and keeps
  // its capacity from file to file. REQUIRES: it outlives the reader.
  static Result<TextReader> open(const std::string& path, std::string& buffer,
                                 WindowSizes sizes = {});
  // Reads a descriptor (standard input) to its end; it stays open. `name` stands in errors.
  static TextReader stream(int descriptor, std::string name, std::string& buffer,
                           WindowSizes sizes = {});

  // The next window, none after the last. An empty text has one empty window. A read error names
  // file and offset. A file that shrinks or grows meanwhile ends where its end is found.
  Result<std::optional<TextWindow>> next();

  // Size when opened; 0 for a stream.
  [[nodiscard]] std::uint64_t size() const { return file_ ? file_->size() : 0; }

 private:
  TextReader(std::optional<File> file, int descriptor, std::string name, std::string& buffer,
             WindowSizes sizes);
  Result<std::size_t> read_some(char* to, std::size_t count);
  Status fill();

  std::optional<File> file_;
  int descriptor_ = -1;
  std::string name_;
  std::string* buffer_;
  WindowSizes sizes_;
  std::uint64_t offset_ = 0;  // of the buffer's first byte
  std::size_t filled_ = 0;    // bytes in the buffer
  std::size_t given_ = 0;     // bytes of it in the last window
  bool at_end_ = false;
  bool done_ = false;
};

}  // namespace keyhound
