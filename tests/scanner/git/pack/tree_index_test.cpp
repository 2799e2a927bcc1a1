// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_index.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/scanner/git/pack/tree_fixture.h"
#include "tests/scanner/git/random_history.h"

namespace keyhound::testing {

namespace {

// Not every blob, and not by any order that trees know.
bool is_odd(const ObjectId& id) { return id.bytes()[7] % 2 == 1; }

std::set<std::string> all_names(const IndexedTrees& trees, NodeNumber tree) {
  std::set<std::string> names;
  for (; tree != kNoNode; tree = trees.index.names_base(tree)) {
    for (const std::uint32_t name : trees.index.new_file_names(tree)) {
      names.insert(trees.index.name(name));
    }
  }
  return names;
}

}  // namespace

TEST_CASE("Every tree of random histories has the edges and names of reading it from the start") {
  std::size_t deltas = 0;
  for (unsigned seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    GitRepoBuilder recipe;
    RandomHistory(seed).write(recipe, 150);
    const IndexedTrees trees(recipe, 1 + seed % 3, is_odd);
    for (NodeNumber n = 0; n < trees.forest.size(); ++n) {
      if (trees.forest.node(n).type != ObjectType::kTree) continue;
      const ObjectId id = trees.forest.id(n);
      CAPTURE(id.hex());
      CHECK(trees.edges(n) == trees.plain_edges(id, is_odd));
      const auto bytes = trees.packs.reader->read_as(ObjectType::kTree, id);
      std::set<std::string> names = all_names(trees, n);
      for (TreeCursor cursor(*bytes, 20); !cursor.at_end(); cursor.advance()) {
        const TreeEntryView& entry = cursor.entry();
        if (entry.is_tree() || entry.is_submodule()) continue;
        CHECK(names.contains(std::string(entry.name)));
      }
      if (trees.index.names_base(n) != kNoNode) ++deltas;
    }
    CHECK(trees.index.broken().empty());
  }
  CHECK(deltas > 200);
}

}  // namespace keyhound::testing
