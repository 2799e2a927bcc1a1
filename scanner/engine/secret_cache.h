// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: where the secret stands in matches whose bytes were seen before. To
// find the groups of a match costs RE2 five times what finding the match does, and "password = "
// is found in a thousand versions of a file. One per thread; its size is fixed.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace keyhound {

// What RE2 answers for a match depends on its bytes and on one byte on either side of them, for \b,
// ^ and $; where there is none, the text begins or ends.
struct MatchBytes {
  std::uint32_t rule = 0;
  std::string_view bytes;  // of the match, with its neighbours
  bool is_first = false;   // no byte of the text stands before it
  bool is_last = false;
};

// Bytes from the start of the match.
struct SecretPlace {
  std::uint8_t begin = 0;
  std::uint8_t end = 0;
  bool operator==(const SecretPlace&) const = default;
};

class SecretCache {
 public:
  static constexpr std::size_t kMaxBytes = 54;  // longer matches are not kept

  [[nodiscard]] std::optional<SecretPlace> find(const MatchBytes& match) const;
  // Takes the place of another match, if need be. What is too long is not kept.
  void keep(const MatchBytes& match, SecretPlace place);

 private:
  static constexpr std::size_t kEntries = 2048;  // 128 KiB

  // Without initial values: a hook keeps few entries, and to clear all of them takes a twentieth of
  // its time.
  struct Entry {
    std::uint32_t rule;
    std::uint8_t size;
    std::uint8_t ends;  // is_first, is_last
    std::uint8_t begin;
    std::uint8_t end;
    std::array<char, kMaxBytes> bytes;
    bool holds(const MatchBytes& match) const;
  };
  static std::size_t slot_of(const MatchBytes& match);

  std::unique_ptr<Entry[]> entries_;  // none before the first keep()
  std::bitset<kEntries> is_kept_;     // which of them have a value
};

}  // namespace keyhound
