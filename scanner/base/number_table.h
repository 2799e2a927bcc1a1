// SPDX-License-Identifier: Apache-2.0
// Numbers of 32 bits, little-endian, as the build writes them into the program: looked at where
// they lie, since to copy tables costs more than the few entries that a run asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace keyhound {

// Borrows its bytes. Immutable.
class NumberTable {
 public:
  NumberTable() = default;
  explicit NumberTable(std::string_view bytes) : bytes_(bytes) {}

  static std::string encode(std::span<const std::uint32_t> numbers) {
    std::string bytes;
    bytes.reserve(numbers.size() * kSize);
    for (const std::uint32_t number : numbers) {
      for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>((number >> shift) & 0xFFU);
    }
    return bytes;
  }

  [[nodiscard]] std::size_t size() const { return bytes_.size() / kSize; }

  // REQUIRES: index < size().
  [[nodiscard]] std::uint32_t operator[](std::size_t index) const {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < kSize; ++i) {
      number |= std::uint32_t{static_cast<std::uint8_t>(bytes_[index * kSize + i])} << (8 * i);
    }
    return number;
  }

  // Whether the numbers cut [first, last] into pieces: they begin with the one, end with the other
  // and none is less than that before it.
  [[nodiscard]] bool divides(std::size_t first, std::size_t last) const {
    if (size() == 0 || bytes_.size() % kSize != 0) return false;
    std::size_t before = first;
    for (std::size_t i = 0; i < size(); ++i) {
      if ((*this)[i] < before) return false;
      before = (*this)[i];
    }
    return (*this)[0] == first && before == last;
  }

 private:
  static constexpr std::size_t kSize = 4;
  std::string_view bytes_;
};

}  // namespace keyhound
