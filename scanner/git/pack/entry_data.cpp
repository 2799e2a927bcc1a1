// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/entry_data.h"

#include <algorithm>
#include <string>

#include "scanner/git/pack/delta.h"

namespace keyhound {
namespace {

// The most that deflate can do: 258 bytes for two bits (https://zlib.net/zlib_tech.html).
constexpr std::uint64_t kMostBytesPerByte = 1032;
constexpr std::size_t kLeastDeltaRoom = std::size_t{64} << 10;
constexpr std::size_t kMostDeltaRoomKept = std::size_t{16} << 20;

Status check_size(std::string_view stream, std::uint64_t size, std::uint64_t limit) {
  if (!can_hold(stream.size(), size)) {
    return fail(ErrorKind::kCorrupt, "it announces " + std::to_string(size) +
                                         " bytes, more than its zlib stream can hold");
  }
  if (size > limit) {
    return fail(ErrorKind::kLimit, "it has " + std::to_string(size) +
                                       " bytes, more than the limit of " + std::to_string(limit));
  }
  return {};
}

}  // namespace

bool can_hold(std::uint64_t stream, std::uint64_t size) {
  return size / kMostBytesPerByte <= stream;
}

Result<RawBuffer> EntryDecoder::inflate(std::string_view stream, std::uint64_t size,
                                        std::uint64_t limit, std::size_t& used) {
  KEYHOUND_TRY_STATUS(check_size(stream, size, limit));
  RawBuffer out(size);
  KEYHOUND_TRY(used, inflater_.inflate(stream, out.room()));
  return out;
}

Result<std::string_view> EntryDecoder::inflate_delta(std::string_view stream, std::uint64_t size,
                                                     std::uint64_t limit, std::size_t& used) {
  KEYHOUND_TRY_STATUS(check_size(stream, size, limit));
  const std::size_t room = delta_.bytes().size();
  if (room < size || (room > kMostDeltaRoomKept && size <= kMostDeltaRoomKept))
    delta_ = RawBuffer(std::max<std::size_t>(size, kLeastDeltaRoom));
  KEYHOUND_TRY(used, inflater_.inflate(stream, delta_.room().first(size)));
  return delta_.bytes().substr(0, size);
}

Result<RawBuffer> EntryDecoder::apply(std::string_view base, std::string_view delta,
                                      std::uint64_t limit) {
  KEYHOUND_TRY(const DeltaSizes sizes, read_delta_sizes(delta));
  if (sizes.result > limit) {
    return fail(ErrorKind::kLimit, "it has " + std::to_string(sizes.result) +
                                       " bytes, more than the limit of " + std::to_string(limit));
  }
  RawBuffer out(sizes.result);
  KEYHOUND_TRY_STATUS(apply_delta(base, delta, out.room(), copied_));
  return out;
}

}  // namespace keyhound
