// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: SeededHash, for tables of bytes that a repository chooses: names, ids.
// Each object has another seed, so that nobody can know beforehand what shares a place. Every byte
// counts. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace keyhound {

class SeededHash {
 public:
  SeededHash();  // of a random seed

  [[nodiscard]] std::uint64_t operator()(std::string_view bytes) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    std::uint64_t value = seed_ ^ bytes.size();
    std::uint64_t word = 0;
    while (bytes.size() > sizeof word) {
      std::memcpy(&word, bytes.data(), sizeof word);
      value = mix(value ^ word, seed_ | 1) ^ kOdd;
      bytes.remove_prefix(sizeof word);
    }
    word = 0;
    std::memcpy(&word, bytes.data(), bytes.size());
    return mix(value ^ word, kOdd ^ (seed_ << 1));
  }

 private:
  // Both halves of the product: every bit of the input reaches every bit of the sum.
  static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t seed_;
};

}  // namespace keyhound
