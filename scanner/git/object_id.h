// SPDX-License-Identifier: Apache-2.0
// ObjectId: the name of a git object, 20 bytes (SHA-1) or 32 (SHA-256). Plain value; the default
// is the null id, which names no object.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace keyhound {

class ObjectId {
 public:
  static constexpr std::size_t kSha1Size = 20;
  static constexpr std::size_t kSha256Size = 32;

  ObjectId() = default;
  // REQUIRES: 20 or 32 bytes.
  static ObjectId from_bytes(std::span<const std::uint8_t> bytes);
  // 40 or 64 hex digits of either case, nothing else.
  static std::optional<ObjectId> from_hex(std::string_view text);

  // True for the default value and for an id of zeros, git's way to write "no object".
  [[nodiscard]] bool is_null() const;
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {bytes_.data(), size_}; }
  [[nodiscard]] std::string hex() const;

  auto operator<=>(const ObjectId&) const = default;
  bool operator==(const ObjectId& other) const = default;

 private:
  friend struct std::hash<ObjectId>;
  std::array<std::uint8_t, kSha256Size> bytes_ = {};
  std::uint8_t size_ = 0;
};

}  // namespace keyhound

// An id is a cryptographic hash: its first bytes are a hash value already.
template <>
struct std::hash<keyhound::ObjectId> {
  std::size_t operator()(const keyhound::ObjectId& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes_.data(), sizeof value);
    return value;
  }
};
