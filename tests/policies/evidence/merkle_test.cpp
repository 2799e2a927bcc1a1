// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/merkle.h"

#include <doctest/doctest.h>

#include <bit>
#include <string>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMost = 130;

std::vector<Sha256Digest> leaves() {
  std::vector<Sha256Digest> list;
  for (std::uint64_t i = 0; i < kMost; ++i) list.push_back(merkle_leaf(std::to_string(i)));
  return list;
}

// MTH of RFC 6962 section 2.1, word for word.
Sha256Digest root_by_definition(std::span<const Sha256Digest> hashes) {
  if (hashes.empty()) return sha256({});
  if (hashes.size() == 1) return hashes.front();
  const std::size_t k = std::bit_floor(hashes.size() - 1);
  return merkle_node(root_by_definition(hashes.first(k)), root_by_definition(hashes.subspan(k)));
}

std::vector<Sha256Digest> path_for(std::vector<LeafRange> ranges,
                                   const std::vector<Sha256Digest>& list) {
  RangeRoots roots(std::move(ranges));
  for (std::uint64_t i = 0; i < list.size(); ++i) roots.add(i, list[i]);
  return roots.roots();
}

std::vector<Sha256Digest> roots_of(const std::vector<Sha256Digest>& list) {
  MerkleFrontier tree;
  std::vector<Sha256Digest> roots = {tree.root()};
  for (const Sha256Digest& leaf : list) {
    tree.add(leaf);
    roots.push_back(tree.root());
  }
  return roots;
}

}  // namespace

TEST_CASE("The hashes are those of RFC 6962: of nothing, of an empty leaf, of a node") {
  CHECK(to_hex(MerkleFrontier().root()) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(merkle_leaf("")) ==
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  // The leaves "" and 00, as the test data of Certificate Transparency begins.
  MerkleFrontier tree;
  tree.add(merkle_leaf(""));
  tree.add(merkle_leaf(std::string(1, '\0')));
  CHECK(to_hex(tree.root()) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

TEST_CASE(
    "The root of 0 to 130 leaves is that of the definition, and so is a tree taken up again") {
  const auto list = leaves();
  MerkleFrontier tree;
  for (std::uint64_t size = 0; size <= kMost; ++size) {
    CAPTURE(size);
    CHECK(tree.size() == size);
    CHECK(tree.root() == root_by_definition(std::span(list).first(size)));
    auto again = MerkleFrontier::of(size, tree.peaks());
    REQUIRE(again);
    CHECK(again->root() == tree.root());
    CHECK(MerkleFrontier::of(size, {}).has_value() == (size == 0));
    if (size < kMost) tree.add(list[size]);
  }
  CHECK_FALSE(MerkleFrontier::of(3, {Sha256Digest{}}));
}

TEST_CASE("Each leaf of each tree of up to 130 leaves is proved, and in no other place or tree") {
  const auto list = leaves();
  const auto roots = roots_of(list);
  for (std::uint64_t size = 1; size <= kMost; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = path_for(inclusion_ranges(index, size), list);
      CAPTURE(size);
      CAPTURE(index);
      CHECK(is_included(list[index], index, size, roots[size], path));
      CHECK_FALSE(is_included(list[(index + 1) % kMost], index, size, roots[size], path));
      CHECK_FALSE(is_included(list[index], index, size, roots[size - 1], path));
      CHECK_FALSE(is_included(list[index], size, size, roots[size], path));
      if (size > 1) CHECK_FALSE(is_included(list[index], index ^ 1U, size, roots[size], path));
      auto longer = path;
      longer.push_back(roots[0]);
      CHECK_FALSE(is_included(list[index], index, size, roots[size], longer));
      if (path.empty()) continue;
      CHECK_FALSE(is_included(list[index], index, size, roots[size],
                              std::span(path).first(path.size() - 1)));
      auto wrong = path;
      wrong[index % wrong.size()][0] ^= 1U;
      CHECK_FALSE(is_included(list[index], index, size, roots[size], wrong));
    }
  }
}

TEST_CASE("Each tree of up to 130 leaves is proved to be the beginning of each larger one") {
  const auto list = leaves();
  const auto roots = roots_of(list);
  for (std::uint64_t size = 0; size <= kMost; ++size) {
    for (std::uint64_t older = 0; older <= size; ++older) {
      const auto path = path_for(consistency_ranges(older, size), list);
      CAPTURE(size);
      CAPTURE(older);
      CHECK(is_consistent(older, roots[older], size, roots[size], path));
      if (older == 0) continue;
      CHECK_FALSE(is_consistent(older, roots[older - 1], size, roots[size], path));
      CHECK_FALSE(is_consistent(older, roots[older], size, roots[older - 1], path));
      auto longer = path;
      longer.push_back(roots[0]);
      CHECK_FALSE(is_consistent(older, roots[older], size, roots[size], longer));
      if (path.empty()) continue;
      CHECK_FALSE(is_consistent(older, roots[older], size, roots[size],
                                std::span(path).first(path.size() - 1)));
      auto wrong = path;
      wrong[older % wrong.size()][31] ^= 1U;
      CHECK_FALSE(is_consistent(older, roots[older], size, roots[size], wrong));
    }
  }
}

TEST_CASE("A proof of absurd size ends at once") {
  const std::vector<Sha256Digest> path(200);
  const std::uint64_t huge = ~std::uint64_t{0};
  CHECK_FALSE(is_included({}, huge - 1, huge, {}, path));
  CHECK_FALSE(is_consistent(huge - 1, {}, huge, {}, path));
  CHECK_FALSE(is_consistent(2, {}, 1, {}, {}));
  CHECK(inclusion_ranges(huge - 1, huge).size() <= 64);
}

}  // namespace keyhound
