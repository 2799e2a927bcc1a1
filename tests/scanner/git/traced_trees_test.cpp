// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/traced_trees.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/tree_fixture.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

TEST_CASE("A tree holds something when it is traced, broken or missing anywhere below") {
  GitRepoBuilder recipe;
  const std::string plain = recipe.blob("plain");
  const std::string wanted = recipe.blob("wanted");
  const auto tree = [&](const std::string& entries) { return store(recipe, "tree", entries); };
  const std::string none = tree(raw_entry("100644", "a", plain));
  const std::string some = tree(raw_entry("100644", "a", wanted));
  const std::string gone = tree(raw_entry("40000", "g", std::string(40, '5')));
  const std::string half = tree(raw_entry("100644", "a", plain) + "100644 b");
  const std::string above_none =
      tree(raw_entry("40000", "n", none) + raw_entry("40000", "o", none));
  const std::string above_some =
      tree(raw_entry("40000", "n", none) + raw_entry("40000", "s", some));
  const std::string above_half = tree(raw_entry("40000", "h", half));
  const std::string top =
      tree(raw_entry("40000", "n", above_none) + raw_entry("40000", "s", above_some));
  const std::string empty_top = tree(raw_entry("40000", "n", above_none));
  const IndexedTrees trees(recipe, 1, [&](const ObjectId& id) { return id == id_of(wanted); });
  // Asked from the top, and in the other order.
  const std::vector<std::pair<std::string, bool>> rows = {
      {top, true},  {empty_top, false}, {above_half, true}, {above_some, true}, {above_none, false},
      {half, true}, {gone, true},       {some, true},       {none, false}};
  TracedTrees down(trees.forest, trees.index);
  TracedTrees up(trees.forest, trees.index);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(down.holds_some(trees.forest.find(id_of(rows[i].first))) == rows[i].second);
    const auto& row = rows[rows.size() - 1 - i];
    CHECK(up.holds_some(trees.forest.find(id_of(row.first))) == row.second);
  }
}

TEST_CASE("Trees that lead back to themselves, under false ids, count as holding something") {
  GitRepoBuilder recipe;
  const std::string one(40, 'a');
  const std::string two(40, 'b');
  PackBuilder pack;
  pack.add({one, PackedKind::kTree, raw_entry("40000", "t", two), "", {}, {}, {}});
  pack.add({two, PackedKind::kTree, raw_entry("40000", "t", one), "", {}, {}, {}});
  write_pack(recipe.git_dir() / "objects", pack.build());
  const IndexedTrees trees(recipe);
  TracedTrees traced(trees.forest, trees.index);
  CHECK(traced.holds_some(trees.forest.find(id_of(one))));
  CHECK(traced.holds_some(trees.forest.find(id_of(two))));
}

}  // namespace keyhound::testing
