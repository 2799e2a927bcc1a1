// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: the bytes behind an entry's header: a zlib stream of an object or of a
// delta, and what a delta makes of its base.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/base/result.h"
#include "scanner/git/pack/inflater.h"

namespace keyhound {

// Bytes that are not set to zero first: memory that is never written to costs nothing.
class RawBuffer {
 public:
  RawBuffer() = default;
  explicit RawBuffer(std::size_t size) : bytes_(new char[size]), size_(size) {}

  [[nodiscard]] std::span<char> room() { return {bytes_.get(), size_}; }
  [[nodiscard]] std::string_view bytes() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

// Whether `stream` bytes of zlib can hold `size` bytes at all. Says at once that an announced size
// is false, before memory is taken for it.
bool can_hold(std::uint64_t stream, std::uint64_t size);

// Decodes entries. Has room for one inflated delta. One per thread.
class EntryDecoder {
 public:
  // The `size` bytes in the zlib stream at the front of `stream`; `used`: the bytes that it takes.
  // kLimit when there are more than `limit`.
  Result<RawBuffer> inflate(std::string_view stream, std::uint64_t size, std::uint64_t limit,
                            std::size_t& used);

  // The same for a delta; the result is valid until the next call.
  Result<std::string_view> inflate_delta(std::string_view stream, std::uint64_t size,
                                         std::uint64_t limit, std::size_t& used);

  // What `delta` makes of `base`.
  Result<RawBuffer> apply(std::string_view base, std::string_view delta, std::uint64_t limit);

 private:
  Inflater inflater_;
  RawBuffer delta_;
  std::vector<CopiedRange> copied_;
};

}  // namespace keyhound
