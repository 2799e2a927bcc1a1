// SPDX-License-Identifier: Apache-2.0
// A positional binary form of plain structs, for data that one build writes and the same build
// reads: one function `walk(walker, value)` a type lists its fields, and writer and reader both
// walk that list, so they cannot disagree. Numbers are eight bytes, little-endian; texts and lists
// begin with their length. The reader checks every length.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace keyhound {

// Texts in lists. `String` is std::string, const for a FieldWriter.
template <class Walker, class String>
requires std::is_same_v<std::remove_const_t<String>, std::string>
void walk(Walker& walker, String& text) { walker.field(text); }

// One per text that is written. Thread-compatible.
class FieldWriter {
 public:
  explicit FieldWriter(std::string_view magic) : bytes_(magic) {}

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  void number(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      bytes_ += static_cast<char>((value >> shift) & 0xFFU);
    }
  }

  void field(const std::string& text) {
    number(text.size());
    bytes_ += text;
  }
  void field(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void field(int value) { number(static_cast<std::uint64_t>(value)); }
  void field(std::uint32_t value) { number(value); }
  void field(std::size_t value) { number(value); }
  template <class E>
  void choice(E value, E /*last*/) {
    number(static_cast<std::uint64_t>(value));
  }
  template <class T>
  void list(const std::vector<T>& values) {
    number(values.size());
    for (const T& value : values) walk(*this, value);
  }

 private:
  std::string bytes_;
};

// Fails once and for all at the first thing that a FieldWriter does not write.
class FieldReader {
 public:
  FieldReader(std::string_view bytes, std::string_view magic) : bytes_(bytes) {
    if (bytes_.starts_with(magic)) {
      bytes_.remove_prefix(magic.size());
    } else {
      give_up();
    }
  }

  [[nodiscard]] bool is_whole() const { return !failed_ && bytes_.empty(); }

  std::uint64_t number() {
    if (bytes_.size() < kNumberSize) {
      give_up();
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kNumberSize; ++i) {
      value |= std::uint64_t{static_cast<std::uint8_t>(bytes_[i])} << (8 * i);
    }
    bytes_.remove_prefix(kNumberSize);
    return value;
  }

  void field(std::string& text) {
    const std::uint64_t size = number();
    if (size > bytes_.size()) return give_up();
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  // A text as it stands in the bytes.
  void view(std::string_view& text) {
    const std::uint64_t size = number();
    if (size > bytes_.size()) return give_up();
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  void field(double& value) { value = std::bit_cast<double>(number()); }
  void field(int& value) { value = static_cast<int>(at_most(INT32_MAX)); }
  void field(std::uint32_t& value) { value = static_cast<std::uint32_t>(at_most(UINT32_MAX)); }
  void field(std::size_t& value) { value = number(); }
  template <class E>
  void choice(E& value, E last) {
    value = static_cast<E>(at_most(static_cast<std::uint64_t>(last)));
  }
  template <class T>
  void list(std::vector<T>& values) {
    const std::uint64_t count = number();
    values.reserve(std::min<std::uint64_t>(count, bytes_.size() / kNumberSize));
    for (std::uint64_t i = 0; i < count && !failed_; ++i) walk(*this, values.emplace_back());
  }

 private:
  static constexpr std::size_t kNumberSize = 8;  // every value begins with one

  std::uint64_t at_most(std::uint64_t limit) {
    const std::uint64_t value = number();
    if (value <= limit) return value;
    give_up();
    return 0;
  }

  void give_up() {
    failed_ = true;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace keyhound
