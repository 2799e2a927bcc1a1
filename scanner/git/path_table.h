// SPDX-License-Identifier: Apache-2.0
// PathTable: paths as pairs of a directory's path and a name, so that they can be numbered without
// being spelled. Different pairs may spell the same, where a hostile name holds a slash. Beyond its
// limits, which hostile trees alone reach, paths are those of the root. One per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/git/pack/tree_index.h"

namespace keyhound {

class PathTable {
 public:
  static constexpr std::uint32_t kRoot = 0;
  // Of a longer path the last components are spelled.
  static constexpr std::size_t kMostBytes = std::size_t{1} << 16;
  static constexpr std::size_t kMostPaths = std::size_t{1} << 24;
  static constexpr std::size_t kMostSpelled = std::size_t{1} << 30;  // bytes in all

  // REQUIRES: `index` outlives the table.
  explicit PathTable(const TreeIndex& index, std::size_t most_paths = kMostPaths,
                     std::size_t most_spelled = kMostSpelled)
      : index_(index), most_paths_(most_paths), most_spelled_(most_spelled) {}

  // The path of the entry `name` (its number in the index) in `directory`.
  std::uint32_t child(std::uint32_t directory, std::uint32_t name);
  // A path that is in no directory, spelled in this way.
  std::uint32_t literal(std::string text);

  std::string spell(std::uint32_t path);
  // Was a limit reached?
  [[nodiscard]] bool is_full() const { return is_full_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  static constexpr std::uint32_t kLiteral = UINT32_MAX;
  struct Entry {
    std::uint32_t directory = kLiteral;
    std::uint32_t name = 0;  // of a literal: index into literals_
  };
  struct KeyHash {
    std::size_t operator()(std::uint64_t key) const noexcept {
      key *= 0x9E3779B97F4A7C15U;
      return key ^ (key >> 29);
    }
  };
  const TreeIndex& index_;
  std::size_t most_paths_;
  std::size_t most_spelled_;  // those that are left
  bool is_full_ = false;
  std::vector<std::string> literals_ = {std::string()};
  std::vector<Entry> entries_ = {Entry{}};  // first the root
  std::unordered_map<std::uint64_t, std::uint32_t, KeyHash> numbers_;
};

}  // namespace keyhound
