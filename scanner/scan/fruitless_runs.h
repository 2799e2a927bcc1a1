// SPDX-License-Identifier: Apache-2.0
// FruitlessRuns: short runs in which no decoder found a text. Source code is full of long names
// that might be base64 and are not, each in a thousand versions of a file. One per thread; its size
// is fixed.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace keyhound {

class FruitlessRuns {
 public:
  static constexpr std::size_t kMaxBytes = 63;  // longer runs are not kept

  [[nodiscard]] bool holds(std::string_view run) const {
    if (entries_ == nullptr || run.size() > kMaxBytes) return false;
    const std::size_t slot = slot_of(run);
    if (!is_kept_[slot]) return false;
    const Entry& entry = entries_[slot];
    return entry.size == run.size() && std::memcmp(entry.bytes.data(), run.data(), run.size()) == 0;
  }

  // Takes the place of another run, if need be. What is too long is not kept.
  void keep(std::string_view run) {
    if (run.size() > kMaxBytes) return;
    if (entries_ == nullptr) entries_ = std::make_unique_for_overwrite<Entry[]>(kEntries);
    const std::size_t slot = slot_of(run);
    is_kept_[slot] = true;
    Entry& entry = entries_[slot];
    entry.size = static_cast<std::uint8_t>(run.size());
    std::memcpy(entry.bytes.data(), run.data(), run.size());
  }

 private:
  static constexpr std::size_t kEntries = 512;  // 32 KiB
  struct Entry {                                // without initial values: most scans keep few
    std::uint8_t size;
    std::array<char, kMaxBytes> bytes;
  };

  // By its size and its ends: names that begin alike end differently.
  static std::size_t slot_of(std::string_view run) {
    std::uint64_t words[2] = {};
    const std::size_t size = run.size() < sizeof words[0] ? run.size() : sizeof words[0];
    std::memcpy(&words[0], run.data(), size);
    std::memcpy(&words[1], run.data() + run.size() - size, size);
    const std::uint64_t mixed =
        (words[0] ^ words[1] * 0x9E3779B97F4A7C15U ^ run.size()) * 0xD6E8FEB86659FD93U;
    return mixed >> 55U;
  }

  std::unique_ptr<Entry[]> entries_;  // none before the first keep()
  std::bitset<kEntries> is_kept_;     // which of them have a value
};

}  // namespace keyhound
