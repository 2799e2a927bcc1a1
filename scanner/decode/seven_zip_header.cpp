// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/seven_zip_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/decode/little_endian.h"
#include "scanner/decode/lzma_text.h"

namespace keyhound {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSignatureSize = 32;
constexpr std::uint64_t kMostHeader = std::uint64_t{16} << 20;
constexpr std::uint64_t kMostHeld = std::uint64_t{128} << 20;  // of a folder that is held in memory
constexpr std::uint64_t kMostCoders = 32;
constexpr std::size_t kLzmaProperties = 5;
constexpr std::string_view kLzma = "\x03\x01\x01"sv;
constexpr std::string_view kBcj2 = "\x03\x03\x01\x1B"sv;

enum Id : unsigned {
  kEnd = 0x00,
  kHeader = 0x01,
  kArchiveProperties = 0x02,
  kMainStreams = 0x04,
  kFiles = 0x05,
  kPackInfo = 0x06,
  kUnpackInfo = 0x07,
  kSubStreams = 0x08,
  kSize = 0x09,
  kCrc = 0x0A,
  kFolder = 0x0B,
  kUnpackSize = 0x0C,
  kStreamCount = 0x0D,
  kEncodedHeader = 0x17
};

// Reads on in a header. What does not fit makes it broken, and all that follows zero.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool is_broken() const { return is_broken_; }
  unsigned byte() { return static_cast<unsigned char>(take(1)[0]); }
  [[nodiscard]] unsigned peek() const {
    return rest_.empty() ? unsigned{kEnd} : static_cast<unsigned char>(rest_[0]);
  }

  // The first byte's leading ones tell how many bytes follow; its other bits are the highest.
  std::uint64_t number() {
    const unsigned first = byte();
    std::size_t count = 0;
    while (count < 8 && (first & (0x80U >> count)) != 0) ++count;
    std::uint64_t value = little_endian(take(count), 0, count);
    if (count < 7) value |= static_cast<std::uint64_t>(first & (0x7FU >> count)) << (8 * count);
    return value;
  }
  // One of which there are `most` at most.
  std::uint64_t count(std::uint64_t most) {
    const std::uint64_t value = number();
    if (value <= most) return value;
    is_over_ = true;
    is_broken_ = true;
    return 0;
  }
  [[nodiscard]] bool is_over() const { return is_over_; }

  std::string_view take(std::uint64_t size) {
    static constexpr std::string_view kZeros = "\0\0\0\0\0\0\0\0"sv;
    if (is_broken_ || size > rest_.size()) {
      is_broken_ = true;
      return kZeros;
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  bool expect(unsigned id) {
    if (byte() != id) is_broken_ = true;
    return !is_broken_;
  }
  bool skip_if(unsigned id) {
    if (is_broken_ || rest_.empty() || peek() != id) return false;
    byte();
    return true;
  }
  // Which of `count` have a checksum, and the checksums.
  std::vector<bool> checksums(std::uint64_t count) {
    if (count / 8 > rest_.size()) is_broken_ = true;
    if (is_broken_) return {};
    std::vector<bool> defined(count, true);
    if (byte() == 0) {
      const std::string_view bits = take((count + 7) / 8);
      for (std::uint64_t i = 0; i < count && !is_broken_; ++i)
        defined[i] = (static_cast<unsigned char>(bits[i / 8]) & (0x80U >> (i % 8))) != 0;
    }
    take(4 * static_cast<std::uint64_t>(std::count(defined.begin(), defined.end(), true)));
    return defined;
  }

 private:
  std::string_view rest_;
  bool is_broken_ = false;
  bool is_over_ = false;
};

struct Folder {
  std::uint64_t outputs = 0;
  std::uint64_t unpacked = 0;   // bytes of all outputs together
  std::uint64_t last_size = 0;  // of the last output
  std::uint64_t streams = 1;
  bool has_bcj2 = false;
  bool has_checksum = false;
  std::string_view only_coder;  // of a folder with one
  std::string_view properties;
};

struct Streams {
  std::uint64_t pack_begin = 0;
  std::vector<std::uint64_t> pack_sizes;
  std::vector<Folder> folders;
};

Folder read_folder(Cursor& in) {
  Folder folder;
  std::uint64_t inputs = 0;
  const std::uint64_t coders = in.count(kMostCoders);
  for (std::uint64_t i = 0; i < coders && !in.is_broken(); ++i) {
    const unsigned flags = in.byte();
    const std::string_view id = in.take(flags & 0x0FU);
    const bool is_complex = (flags & 0x10U) != 0;
    inputs += is_complex ? in.count(kMostCoders) : 1;
    folder.outputs += is_complex ? in.count(kMostCoders) : 1;
    if ((flags & 0x20U) != 0) folder.properties = in.take(in.number());
    folder.has_bcj2 = folder.has_bcj2 || id == kBcj2;
    folder.only_coder = coders == 1 ? id : std::string_view();
  }
  const std::uint64_t pairs = folder.outputs > 0 ? folder.outputs - 1 : 0;
  for (std::uint64_t i = 0; i < 2 * pairs && !in.is_broken(); ++i) in.number();
  const std::uint64_t packed = inputs > pairs ? inputs - pairs : 0;
  for (std::uint64_t i = 0; packed > 1 && i < packed && !in.is_broken(); ++i) in.number();
  return folder;
}

void read_unpack_info(Cursor& in, std::uint64_t most, Streams& streams) {
  in.expect(kFolder);
  const std::uint64_t count = in.count(most);
  if (in.byte() != 0) in.take(UINT64_MAX);  // the folders stand elsewhere: nobody writes that
  for (std::uint64_t i = 0; i < count && !in.is_broken(); ++i)
    streams.folders.push_back(read_folder(in));
  in.expect(kUnpackSize);
  for (Folder& folder : streams.folders) {
    for (std::uint64_t i = 0; i < folder.outputs && !in.is_broken(); ++i) {
      folder.last_size = in.number();
      folder.unpacked += std::min(folder.last_size, UINT64_MAX - folder.unpacked);
    }
  }
  if (in.skip_if(kCrc)) {
    const auto defined = in.checksums(streams.folders.size());
    for (std::size_t i = 0; i < defined.size(); ++i) streams.folders[i].has_checksum = defined[i];
  }
  in.expect(kEnd);
}

void read_sub_streams(Cursor& in, std::uint64_t most, Streams& streams) {
  std::uint64_t all = 0;
  const bool has_counts = in.skip_if(kStreamCount);
  for (Folder& folder : streams.folders) {
    if (has_counts) folder.streams = in.count(most - std::min(all, most));
    all += folder.streams;
  }
  if (in.skip_if(kSize)) {
    for (const Folder& folder : streams.folders) {
      for (std::uint64_t i = 1; i < folder.streams && !in.is_broken(); ++i) in.number();
    }
  }
  std::uint64_t unknown = 0;
  for (const Folder& folder : streams.folders)
    unknown += folder.streams == 1 && folder.has_checksum ? 0 : folder.streams;
  if (in.skip_if(kCrc)) in.checksums(std::min(unknown, 2 * most));
  in.expect(kEnd);
}

Streams read_streams(Cursor& in, std::uint64_t most) {
  Streams streams;
  if (in.skip_if(kPackInfo)) {
    streams.pack_begin = in.number();
    const std::uint64_t count = in.count(4 * most);
    if (in.skip_if(kSize)) {
      for (std::uint64_t i = 0; i < count && !in.is_broken(); ++i)
        streams.pack_sizes.push_back(in.number());
    }
    if (in.skip_if(kCrc)) in.checksums(count);
    in.expect(kEnd);
  }
  if (in.skip_if(kUnpackInfo)) read_unpack_info(in, most, streams);
  if (in.skip_if(kSubStreams)) read_sub_streams(in, most, streams);
  in.expect(kEnd);
  return streams;
}

auto damaged() { return fail(ErrorKind::kCorrupt, "its header is damaged"); }

Status check_header(std::string_view header, std::uint64_t most) {
  Cursor in(header);
  in.expect(kHeader);
  if (in.skip_if(kArchiveProperties)) {
    while (!in.is_broken() && in.byte() != kEnd) in.take(in.number());
  }
  Streams streams;
  if (in.skip_if(kMainStreams)) streams = read_streams(in, most);
  if (in.skip_if(kFiles)) in.count(most);
  if (in.is_over())
    return fail(ErrorKind::kLimit, fmt::format("it announces more than {} entries", most));
  if (in.is_broken()) return damaged();
  for (const Folder& folder : streams.folders) {
    if (folder.has_bcj2 && folder.unpacked > kMostHeld)
      return fail(ErrorKind::kLimit, "it needs too much memory (BCJ2)");
  }
  return {};
}

// The header is packed itself, most of the time.
Result<std::string> unpack_header(ByteSource& source, std::string_view packed) {
  Cursor in(packed);
  in.expect(kEncodedHeader);
  const Streams streams = read_streams(in, 1);
  if (in.is_broken() || streams.folders.size() != 1 || streams.pack_sizes.size() != 1)
    return damaged();
  const Folder& folder = streams.folders[0];
  if (folder.only_coder != kLzma || folder.properties.size() != kLzmaProperties)
    return fail(ErrorKind::kCorrupt, "its header is encrypted, or packed with an unknown method");
  if (folder.last_size > kMostHeader || streams.pack_sizes[0] > kMostHeader)
    return fail(ErrorKind::kLimit, "its header is too large");
  if (streams.pack_begin > source.size()) return damaged();
  KEYHOUND_TRY(const std::string data,
               read_at(source, kSignatureSize + streams.pack_begin, streams.pack_sizes[0]));
  return unpack_lzma(folder.properties, folder.last_size, data);
}

}  // namespace

Status check_seven_zip(ByteSource& source, std::uint64_t most_entries) {
  KEYHOUND_TRY(const std::string signature, read_at(source, 0, kSignatureSize));
  if (signature.size() < kSignatureSize) return damaged();
  const std::uint64_t begin = little_endian(signature, 12, 8);
  const std::uint64_t size = little_endian(signature, 20, 8);
  if (size == 0) return {};  // an empty archive
  if (size > kMostHeader) return fail(ErrorKind::kLimit, "its header is too large");
  if (begin > source.size()) return fail(ErrorKind::kCorrupt, "its header is missing");
  KEYHOUND_TRY(std::string header, read_at(source, kSignatureSize + begin, size));
  if (header.size() < size) return fail(ErrorKind::kCorrupt, "its header is missing");
  if (static_cast<unsigned char>(header[0]) == kEncodedHeader) {
    KEYHOUND_TRY(header, unpack_header(source, std::string(header)));
  }
  return check_header(header, most_entries);
}

}  // namespace keyhound
