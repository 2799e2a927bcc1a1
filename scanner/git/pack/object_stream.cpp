// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/object_stream.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>

#include "scanner/base/check.h"
#include "scanner/base/mapped_file.h"
#include "scanner/git/pack/checksum.h"
#include "scanner/git/pack/entry_data.h"
#include "scanner/git/pack/object_digest.h"

namespace keyhound {
namespace {

constexpr std::size_t kHeaderBytes = 40;  // longest "<type> <size>\0" of a loose object, with room

tl::unexpected<Error> corrupt(const char* reason) { return fail(ErrorKind::kCorrupt, reason); }

// Inflates a zlib stream into a buffer of one piece.
class PieceInflater {
 public:
  // REQUIRES: `stream` outlives the inflater.
  explicit PieceInflater(std::string_view stream)
      : rest_(stream), is_open_(inflateInit(&stream_) == Z_OK), piece_(kStreamPiece) {}
  ~PieceInflater() {
    if (is_open_) inflateEnd(&stream_);
  }
  PieceInflater(const PieceInflater&) = delete;
  PieceInflater& operator=(const PieceInflater&) = delete;

  [[nodiscard]] bool at_end() const { return at_end_; }
  // Whether bytes stand behind the end of the stream.
  [[nodiscard]] bool has_rest() const { return stream_.avail_in > 0 || !rest_.empty(); }

  // A full piece, or what is left; valid until the next call.
  Result<std::string_view> next() {
    if (!is_open_) return fail(ErrorKind::kLimit, "there is no memory to inflate it");
    stream_.next_out = reinterpret_cast<Bytef*>(piece_.room().data());
    stream_.avail_out = static_cast<uInt>(kStreamPiece);
    while (stream_.avail_out > 0 && !at_end_) {
      if (stream_.avail_in == 0) refill();
      const bool was_last_input = stream_.avail_in == 0;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      at_end_ = code == Z_STREAM_END;
      if (at_end_ || code == Z_OK) continue;
      return corrupt(code == Z_BUF_ERROR && was_last_input ? "its zlib stream breaks off"
                                                           : "its zlib stream is damaged");
    }
    return piece_.bytes().substr(0, kStreamPiece - stream_.avail_out);
  }

 private:
  // zlib counts in 32 bits.
  void refill() {
    const auto given = std::min<std::size_t>(rest_.size(), std::numeric_limits<uInt>::max());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
    stream_.avail_in = static_cast<uInt>(given);
    rest_.remove_prefix(given);
  }

  z_stream stream_ = {};
  std::string_view rest_;  // what zlib has not been given yet
  bool is_open_;
  bool at_end_ = false;
  RawBuffer piece_;
};

// `piece`: the beginning of the content, already inflated.
Status hand_over(PieceInflater& inflater, std::string_view piece, const DeltaForest& forest,
                 NodeNumber n, const PieceSink& sink) {
  const DeltaNode& node = forest.node(n);
  const ObjectId id = forest.id(n);
  ObjectDigest digest(node.type, node.size, id.bytes().size());
  std::uint64_t left = node.size;
  for (;;) {
    if (piece.size() > left) return corrupt("it is longer than its header says");
    left -= piece.size();
    digest.add(piece);
    if (!piece.empty()) KEYHOUND_TRY_STATUS(sink(piece));
    if (inflater.at_end()) break;
    KEYHOUND_TRY(piece, inflater.next());
  }
  if (left > 0) return corrupt("it is shorter than its header says");
  const ObjectId real = digest.finish();
  if (real == id) return {};
  return fail(ErrorKind::kCorrupt, "its content has the id " + real.hex());
}

Status stream_packed(const DeltaForest& forest, NodeNumber n, const PieceSink& sink) {
  const DeltaNode& node = forest.node(n);
  const Pack& pack = *forest.packs().packs()[node.pack];
  const std::uint64_t offset = pack.index.offset(node.index);
  const std::uint64_t end = forest.end(n);
  const std::uint64_t stream_size = end - node.data();
  if (!can_hold(stream_size, node.size))
    return corrupt("it announces more bytes than its zlib stream can hold");
  const auto crc = pack.index.crc(node.index);
  if (crc && entry_crc(pack.content.substr(offset, end - offset)) != *crc)
    return corrupt("its bytes do not have the checksum that the index knows");
  PieceInflater inflater(pack.content.substr(node.data(), stream_size));
  return hand_over(inflater, {}, forest, n, sink);
}

Status stream_loose(const DeltaForest& forest, NodeNumber n, const PieceSink& sink) {
  const std::string hex = forest.id(n).hex();
  KEYHOUND_TRY(const MappedFile file, MappedFile::open(forest.loose_directory(n) + "/" +
                                                       hex.substr(0, 2) + "/" + hex.substr(2)));
  if (!can_hold(file.bytes().size(), forest.node(n).size))
    return corrupt("it announces more bytes than its zlib stream can hold");
  PieceInflater inflater(file.bytes());
  KEYHOUND_TRY(const std::string_view start, inflater.next());
  // The forest has read the header; should it say something else by now, the id will tell.
  const std::size_t header_end = start.substr(0, kHeaderBytes).find('\0');
  if (header_end == std::string_view::npos) return corrupt("it has no valid header");
  KEYHOUND_TRY_STATUS(hand_over(inflater, start.substr(header_end + 1), forest, n, sink));
  if (inflater.has_rest()) return corrupt("its file has bytes left over behind its end");
  return {};
}

}  // namespace

Status stream_object(const DeltaForest& forest, NodeNumber n, const PieceSink& sink) {
  const DeltaNode& node = forest.node(n);
  KEYHOUND_CHECK(node.base == kNoNode);
  if (node.size > kMostStreamed) {
    return fail(ErrorKind::kLimit, "it has " + std::to_string(node.size) +
                                       " bytes; an object is scanned up to " +
                                       std::to_string(kMostStreamed));
  }
  return node.pack == ObjectPlace::kLoose ? stream_loose(forest, n, sink)
                                          : stream_packed(forest, n, sink);
}

}  // namespace keyhound
