// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/byte_source.h"

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

}  // namespace

Result<std::string_view> MemorySource::next() {
  if (offset_ >= text_.size()) return std::string_view();
  const std::string_view piece = text_.substr(offset_, kPiece);
  offset_ += piece.size();
  return piece;
}

Result<std::string_view> FileSource::next() {
  buffer_.resize(kPiece);
  KEYHOUND_TRY(const std::size_t got, file_->read_at(offset_, buffer_.data(), kPiece));
  offset_ += got;
  return std::string_view(buffer_).substr(0, got);
}

Result<std::string_view> ResumedSource::next() {
  if (taken_.empty()) return rest_->next();
  const std::string_view piece = taken_.substr(0, kPiece);
  taken_.remove_prefix(piece.size());
  return piece;
}

Result<std::string> read_at(ByteSource& source, std::uint64_t offset, std::size_t count) {
  std::string bytes;
  source.seek(offset);
  while (bytes.size() < count) {
    KEYHOUND_TRY(const std::string_view piece, source.next());
    if (piece.empty()) break;
    bytes += piece.substr(0, count - bytes.size());
  }
  return bytes;
}

}  // namespace keyhound
