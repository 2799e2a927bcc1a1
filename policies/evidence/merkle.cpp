// SPDX-License-Identifier: Apache-2.0
// The proofs after RFC 6962 section 2.1; their verification after RFC 9162 sections 2.1.3.2 and
// 2.1.4.2, which walk from the leaf to the root by the bits of the leaf's number (`node`) and of
// the last leaf's (`last`).
#include "policies/evidence/merkle.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

constexpr std::string_view kLeafPrefix("\0", 1);
constexpr std::string_view kNodePrefix("\1", 1);

// The greatest power of two below `size`: where RFC 6962 splits a tree. REQUIRES: size > 1.
std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

bool is_odd(std::uint64_t number) { return (number & 1U) != 0; }

// One step up for both numbers, and further over levels at which `node` has no sibling.
void climb(std::uint64_t& node, std::uint64_t& last, bool over_missing) {
  while (over_missing && !is_odd(node) && node != 0) {
    node >>= 1U;
    last >>= 1U;
  }
  node >>= 1U;
  last >>= 1U;
}

}  // namespace

Sha256Digest merkle_leaf(std::string_view bytes) { return sha256_of_parts({kLeafPrefix, bytes}); }

Sha256Digest merkle_node(const Sha256Digest& left, const Sha256Digest& right) {
  return sha256_of_parts({kNodePrefix, digest_bytes(left), digest_bytes(right)});
}

std::optional<MerkleFrontier> MerkleFrontier::of(std::uint64_t size,
                                                 std::vector<Sha256Digest> peaks) {
  if (peaks.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
  MerkleFrontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

void MerkleFrontier::add(const Sha256Digest& leaf) {
  peaks_.push_back(leaf);
  for (std::uint64_t size = size_; is_odd(size); size >>= 1U) {
    const Sha256Digest right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = merkle_node(peaks_.back(), right);
  }
  ++size_;
}

Sha256Digest MerkleFrontier::root() const {
  if (peaks_.empty()) return sha256({});
  Sha256Digest root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = merkle_node(peaks_[i - 1], root);
  return root;
}

std::vector<LeafRange> inclusion_ranges(std::uint64_t index, std::uint64_t size) {
  KEYHOUND_CHECK(index < size);
  std::vector<LeafRange> steps;  // from the root down
  LeafRange tree{0, size};
  while (tree.end - tree.begin > 1) {
    const std::uint64_t middle = tree.begin + split_of(tree.end - tree.begin);
    const bool is_left = index < middle;
    steps.push_back(is_left ? LeafRange{middle, tree.end} : LeafRange{tree.begin, middle});
    (is_left ? tree.end : tree.begin) = middle;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::vector<LeafRange> consistency_ranges(std::uint64_t old_size, std::uint64_t size) {
  KEYHOUND_CHECK(old_size <= size);
  std::vector<LeafRange> steps;  // from the root down
  if (old_size == 0 || old_size == size) return steps;
  LeafRange tree{0, size};
  while (tree.end != old_size) {
    const std::uint64_t middle = tree.begin + split_of(tree.end - tree.begin);
    const bool is_left = old_size <= middle;
    steps.push_back(is_left ? LeafRange{middle, tree.end} : LeafRange{tree.begin, middle});
    (is_left ? tree.end : tree.begin) = middle;
  }
  // The old tree itself needs no step: its root is known to who verifies.
  if (tree.begin != 0) steps.push_back(tree);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

RangeRoots::RangeRoots(std::vector<LeafRange> ranges)
    : ranges_(std::move(ranges)), trees_(ranges_.size()) {}

void RangeRoots::add(std::uint64_t index, const Sha256Digest& leaf) {
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (ranges_[i].begin <= index && index < ranges_[i].end) trees_[i].add(leaf);
  }
}

std::vector<Sha256Digest> RangeRoots::roots() const {
  std::vector<Sha256Digest> roots;
  roots.reserve(trees_.size());
  for (const MerkleFrontier& tree : trees_) roots.push_back(tree.root());
  return roots;
}

bool is_included(const Sha256Digest& leaf, std::uint64_t index, std::uint64_t size,
                 const Sha256Digest& root, std::span<const Sha256Digest> path) {
  if (index >= size) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Sha256Digest hash = leaf;
  for (const Sha256Digest& step : path) {
    if (last == 0) return false;
    const bool is_right = is_odd(node) || node == last;
    hash = is_right ? merkle_node(step, hash) : merkle_node(hash, step);
    climb(node, last, is_right);
  }
  return last == 0 && hash == root;
}

bool is_consistent(std::uint64_t old_size, const Sha256Digest& old_root, std::uint64_t size,
                   const Sha256Digest& root, std::span<const Sha256Digest> path) {
  if (old_size > size) return false;
  if (old_size == size) return path.empty() && old_root == root;
  if (old_size == 0) return path.empty() && old_root == MerkleFrontier().root();
  std::vector<Sha256Digest> steps(path.begin(), path.end());
  if (std::has_single_bit(old_size)) steps.insert(steps.begin(), old_root);
  if (steps.empty()) return false;
  std::uint64_t node = old_size - 1;
  std::uint64_t last = size - 1;
  while (is_odd(node)) climb(node, last, false);
  Sha256Digest old_hash = steps.front();
  Sha256Digest hash = steps.front();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (last == 0) return false;
    const bool is_right = is_odd(node) || node == last;
    if (is_right) old_hash = merkle_node(steps[i], old_hash);
    hash = is_right ? merkle_node(steps[i], hash) : merkle_node(hash, steps[i]);
    climb(node, last, is_right);
  }
  return last == 0 && old_hash == old_root && hash == root;
}

}  // namespace keyhound
