// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: ZlibStream reads the beginning of a zlib stream, or counts the bytes of
// one that is too large to hold. Slower than Inflater, which reads a whole stream. One per thread.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class ZlibStream {
 public:
  ZlibStream();
  ~ZlibStream();
  ZlibStream(const ZlibStream&) = delete;
  ZlibStream& operator=(const ZlibStream&) = delete;

  // Fills `out` with the first bytes of what the stream at the front of `stream` holds; answers how
  // many there are. kCorrupt when the stream is damaged or breaks off before.
  Result<std::size_t> read_start(std::string_view stream, std::span<char> out);

  // The bytes that the stream at the front of `stream` takes. kCorrupt when it is damaged, breaks
  // off, or holds anything but `size` bytes. Memory does not grow with `size`.
  Result<std::uint64_t> measure(std::string_view stream, std::uint64_t size);

  // Bytes that the last call inflated, whether it failed or not.
  [[nodiscard]] std::uint64_t inflated() const { return stream_.total_out; }

 private:
  void start(std::string_view stream);
  // Inflates into `out`; answers how much of it is filled.
  Result<std::size_t> read(std::span<char> out);

  z_stream stream_ = {};
  bool is_open_ = false;
  bool at_end_ = false;
  std::string_view rest_;  // what zlib has not been given yet: it counts in 32 bits
};

}  // namespace keyhound
