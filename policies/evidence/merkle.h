// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2.1 over SHA-256, grown leaf by leaf in memory of log(n), and
// its two proofs. A proof is a list of subtree roots; which subtrees is known from the sizes alone,
// so that one pass over a ledger of any length collects them. Functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/hash.h"

namespace keyhound {

Sha256Digest merkle_leaf(std::string_view bytes);
Sha256Digest merkle_node(const Sha256Digest& left, const Sha256Digest& right);

// What is needed of a tree to add leaves and know the root. Thread-compatible.
class MerkleFrontier {
 public:
  MerkleFrontier() = default;
  // Nothing when there are not as many peaks as `size` has bits set.
  static std::optional<MerkleFrontier> of(std::uint64_t size, std::vector<Sha256Digest> peaks);

  void add(const Sha256Digest& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // The roots of the full subtrees, the largest (leftmost) first.
  [[nodiscard]] const std::vector<Sha256Digest>& peaks() const { return peaks_; }
  // Of no leaves: the hash of nothing.
  [[nodiscard]] Sha256Digest root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256Digest> peaks_;
};

// The leaves [begin, end) whose subtree root is one step of a proof.
struct LeafRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// The steps of the proof that leaf `index` is in the tree of `size` leaves. REQUIRES: index < size.
std::vector<LeafRange> inclusion_ranges(std::uint64_t index, std::uint64_t size);

// The steps of the proof that the tree of `size` leaves begins with the one of `old_size`.
// REQUIRES: old_size <= size.
std::vector<LeafRange> consistency_ranges(std::uint64_t old_size, std::uint64_t size);

// Collects the roots of ranges while leaves pass by in order. Thread-compatible.
class RangeRoots {
 public:
  explicit RangeRoots(std::vector<LeafRange> ranges);
  void add(std::uint64_t index, const Sha256Digest& leaf);
  // In the order of the ranges: the proof.
  [[nodiscard]] std::vector<Sha256Digest> roots() const;

 private:
  std::vector<LeafRange> ranges_;
  std::vector<MerkleFrontier> trees_;
};

// Whether `path` proves that `leaf` is number `index` of the tree with this size and root.
bool is_included(const Sha256Digest& leaf, std::uint64_t index, std::uint64_t size,
                 const Sha256Digest& root, std::span<const Sha256Digest> path);

// Whether `path` proves that the tree of `old_size` leaves is the beginning of the other.
bool is_consistent(std::uint64_t old_size, const Sha256Digest& old_root, std::uint64_t size,
                   const Sha256Digest& root, std::span<const Sha256Digest> path);

}  // namespace keyhound
