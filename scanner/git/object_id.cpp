// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_id.h"

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

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
  int all = 0;  // negative once a digit is none
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int value = hex_value(text[i]) * 16 | hex_value(text[i + 1]);
    all |= value;
    id.bytes_[i / 2] = static_cast<std::uint8_t>(value);
  }
  if (all < 0) return std::nullopt;
  return id;
}

bool ObjectId::is_null() const {
  return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::string ObjectId::hex() const { return to_hex(bytes()); }

}  // namespace keyhound
