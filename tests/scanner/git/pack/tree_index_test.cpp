// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_index.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/scanner/git/pack/tree_fixture.h"
#include "tests/scanner/git/random_history.h"
#include "tests/support/pack_builder.h"

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

TEST_CASE("A tree that is damaged in one place is read in another, and then not named") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("a");
  const std::string id = store(recipe, "tree", raw_entry("100644", "a", blob));
  const std::string lost = store(recipe, "tree", raw_entry("100644", "b", blob));
  PackBuilder pack;
  for (const std::string& tree : {id, lost}) {
    PackedObject object{tree, PackedKind::kTree, raw_entry("100644", "a", blob), "", {}, {}, {}};
    object.stream = std::string("no zlib stream at all");
    pack.add(object);
  }
  write_pack(recipe.git_dir() / "objects", pack.build());
  std::filesystem::remove(recipe.loose_object_path(lost));
  const IndexedTrees trees(recipe);
  const NodeNumber tree = trees.forest.find(id_of(id));
  CHECK(trees.forest.node(tree).pack != ObjectPlace::kLoose);
  CHECK(trees.edges(tree) == std::vector<std::string>{"a file " + blob});
  CHECK_FALSE(trees.index.is_broken(tree));
  REQUIRE(trees.index.broken().size() == 1);
  CHECK(trees.index.broken()[0].node == trees.forest.find(id_of(lost)));
}

TEST_CASE("A tree that is broken wherever it is stored is named once") {
  GitRepoBuilder recipe;
  const std::string half = raw_entry("100644", "a", recipe.blob("a")) + "100644 b";
  const std::string id = store(recipe, "tree", half);
  PackBuilder pack;
  pack.add({id, PackedKind::kTree, half, "", {}, {}, {}});
  write_pack(recipe.git_dir() / "objects", pack.build());
  const IndexedTrees trees(recipe);
  const NodeNumber tree = trees.forest.find(id_of(id));
  CHECK(trees.edges(tree).size() == 1);
  REQUIRE(trees.index.broken().size() == 1);
  CHECK(trees.index.broken()[0].node == tree);
}

TEST_CASE("What two visitors found missing has one number, in the order of ids") {
  GitRepoBuilder recipe;
  const std::string low(40, '1');
  const std::string high(40, '9');
  store(recipe, "tree", raw_entry("100644", "a", high) + raw_entry("100644", "b", low));
  store(recipe, "tree", raw_entry("100644", "c", low) + raw_entry("100644", "d", high));
  store(recipe, "tree", raw_entry("100644", "e", high));
  const IndexedTrees trees(recipe, 3);
  REQUIRE(trees.index.missing().size() == 2);
  CHECK(trees.index.missing()[0].id.hex() == low);
  CHECK(trees.index.missing()[1].id.hex() == high);
  for (NodeNumber n = 0; n < trees.forest.size(); ++n) {
    CHECK(trees.edges(n) == trees.plain_edges(trees.forest.id(n), is_odd));
  }
}

}  // namespace keyhound::testing
