// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_id.h"

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ObjectId ObjectId::from_bytes(std::span<const std::uint8_t> bytes) {
  KEYHOUND_CHECK(bytes.size() == kSha1Size || bytes.size() == kSha256Size);
  ObjectId id;
  std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
  id.size_ = static_cast<std::uint8_t>(bytes.size());
  return id;
}

std::optional<ObjectId> ObjectId::from_hex(std::string_view text) {
  if (text.size() != 2 * kSha1Size && text.size() != 2 * kSha256Size) return std::nullopt;
  ObjectId id;
  id.size_ = static_cast<std::uint8_t>(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes_[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return id;
}

bool ObjectId::is_null() const {
  return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::string ObjectId::hex() const { return to_hex(bytes()); }

}  // namespace keyhound
