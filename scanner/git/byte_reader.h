// SPDX-License-Identifier: Apache-2.0
// ByteReader: takes big-endian numbers and byte ranges from the front of a text, never past its
// end. After the first failure everything it gives is zero or empty, and is_good() is false.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool is_good() const { return good_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] std::size_t size() const { return rest_.size(); }

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      good_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  // The bytes before the next `end`, which is taken too.
  std::string_view take_until(char end) {
    const std::size_t size = rest_.find(end);
    if (size == std::string_view::npos) return take(rest_.size() + 1);
    const std::string_view taken = take(size);
    rest_.remove_prefix(1);
    return taken;
  }

  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    for (const char byte : take(bytes)) value = value << 8 | static_cast<std::uint8_t>(byte);
    return value;
  }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace keyhound
