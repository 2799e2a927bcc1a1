// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/path_table.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/tree_fixture.h"

namespace keyhound::testing {

TEST_CASE("Paths are spelled from the directory down, literals as they stand") {
  GitRepoBuilder recipe;
  recipe.write("dir/sub/file", "1\n").stage().commit("first");
  const IndexedTrees trees(recipe);
  const auto number = [&](const std::string& name) {
    std::uint32_t found = 0;
    while (trees.index.name(found) != name) ++found;
    return found;
  };
  PathTable paths(trees.index);
  const std::uint32_t dir = paths.child(PathTable::kRoot, number("dir"));
  const std::uint32_t sub = paths.child(dir, number("sub"));
  const std::uint32_t file = paths.child(sub, number("file"));
  CHECK(paths.child(dir, number("sub")) == sub);
  CHECK(paths.child(PathTable::kRoot, number("file")) != file);
  CHECK(paths.spell(file) == "dir/sub/file");
  CHECK(paths.spell(dir) == "dir");
  CHECK(paths.spell(PathTable::kRoot).empty());
  CHECK(paths.spell(paths.literal("refs/heads/x")) == "refs/heads/x");
}

TEST_CASE("Of a path that is too long the end is spelled") {
  GitRepoBuilder recipe;
  recipe.write(std::string(200, 'd') + "/file", "1\n").stage().commit("first");
  const IndexedTrees trees(recipe);
  const std::uint32_t d = trees.index.name(0).size() == 200 ? 0 : 1;
  PathTable paths(trees.index);
  std::uint32_t path = PathTable::kRoot;
  for (int depth = 0; depth < 1000; ++depth) path = paths.child(path, d);
  const std::string spelled = paths.spell(paths.child(path, 1 - d));
  CHECK(spelled.size() <= PathTable::kMostBytes);
  CHECK(spelled.size() > PathTable::kMostBytes - 300);
  CHECK(spelled.ends_with("d/file"));
}

TEST_CASE("A full table says so, and takes what is further for the root") {
  GitRepoBuilder recipe;
  recipe.write("dir/file", "1\n").stage().commit("first");
  const IndexedTrees trees(recipe);
  PathTable paths(trees.index, 3);
  const std::uint32_t a = paths.child(PathTable::kRoot, 0);
  const std::uint32_t b = paths.child(a, 0);
  CHECK_FALSE(paths.is_full());
  CHECK(paths.child(b, 0) == PathTable::kRoot);
  CHECK(paths.child(a, 0) == b);
  CHECK(paths.is_full());
  PathTable short_of_bytes(trees.index, 100, 6);
  const std::uint32_t path = short_of_bytes.child(PathTable::kRoot, 0);
  CHECK(short_of_bytes.spell(path) == trees.index.name(0));
  CHECK_FALSE(short_of_bytes.is_full());
  CHECK(short_of_bytes.spell(path).empty());
  CHECK(short_of_bytes.is_full());
}

}  // namespace keyhound::testing
