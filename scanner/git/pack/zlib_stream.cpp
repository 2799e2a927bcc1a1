// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/zlib_stream.h"

#include <algorithm>
#include <array>
#include <limits>

namespace keyhound {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

tl::unexpected<Error> corrupt(const char* reason) { return fail(ErrorKind::kCorrupt, reason); }

}  // namespace

ZlibStream::ZlibStream() : is_open_(inflateInit(&stream_) == Z_OK) {}

ZlibStream::~ZlibStream() {
  if (is_open_) inflateEnd(&stream_);
}

void ZlibStream::start(std::string_view stream) {
  if (is_open_) inflateReset(&stream_);
  stream_.avail_in = 0;
  at_end_ = false;
  rest_ = stream;
}

Result<std::size_t> ZlibStream::read(std::span<char> out) {
  if (!is_open_) return fail(ErrorKind::kLimit, "there is no memory to inflate it");
  std::size_t done = 0;
  while (done < out.size() && !at_end_) {
    if (stream_.avail_in == 0) {
      const auto given = std::min<std::size_t>(rest_.size(), std::numeric_limits<uInt>::max());
      if (given == 0) return corrupt("its zlib stream breaks off");
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
      stream_.avail_in = static_cast<uInt>(given);
      rest_.remove_prefix(given);
    }
    const auto room = static_cast<uInt>(
        std::min<std::size_t>(out.size() - done, std::numeric_limits<uInt>::max()));
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + done);
    stream_.avail_out = room;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    done += room - stream_.avail_out;
    at_end_ = code == Z_STREAM_END;
    if (code == Z_BUF_ERROR && stream_.avail_in == 0) continue;
    if (code != Z_OK && !at_end_) return corrupt("its zlib stream is damaged");
  }
  return done;
}

Result<std::size_t> ZlibStream::read_start(std::string_view stream, std::span<char> out) {
  start(stream);
  return read(out);
}

Result<std::uint64_t> ZlibStream::measure(std::string_view stream, std::uint64_t size) {
  start(stream);
  std::array<char, kPieceBytes> piece;
  std::uint64_t total = 0;
  while (!at_end_ && total <= size) {
    KEYHOUND_TRY(const std::size_t got, read(piece));
    total += got;
  }
  if (total != size) return corrupt("it has another size than its header says");
  return stream.size() - rest_.size() - stream_.avail_in;
}

}  // namespace keyhound
