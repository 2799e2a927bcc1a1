// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/index_tree.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {
namespace {

// The id with the cached trees of the index and, when they are set aside, without them.
std::string tree_of(const GitRepoBuilder& recipe) {
  const Opened opened(recipe);
  Result<IndexFile> index = IndexFile::read(opened.repository);
  if (!index) throw std::runtime_error(index.error().message);
  const auto cached = IndexFile::read_cached_root(opened.repository);
  if (!cached) throw std::runtime_error(cached.error().message);
  const auto with_cache = index_tree_id(*index, opened.repository.id_size());
  index->trees.clear();
  const auto without_cache = index_tree_id(*index, opened.repository.id_size());
  CHECK(with_cache == without_cache);
  if (*cached) CHECK(*cached == without_cache);
  return without_cache ? without_cache->hex() : "none";
}

}  // namespace

TEST_CASE("The tree of the index is the one that git would write") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, format);
    const std::string empty = recipe.git({"write-tree"});  // which makes the index
    CHECK(tree_of(recipe) == empty);
    recipe.write("a.b", "1\n").write("a/x/y.txt", "2\n").write("a0", "3\n").write("z", "4\n");
    recipe.stage();
    recipe.git({"update-index", "--chmod=+x", "z"});
    CHECK(tree_of(recipe) == recipe.git({"write-tree"}));
    recipe.commit("first");
    recipe.write("a/x/y.txt", "5\n").write("b/c/d/e", "6\n").remove("a0").stage();
    CHECK(tree_of(recipe) == recipe.git({"write-tree"}));
  }
}

TEST_CASE("The tree that git keeps in the index is read without its entries, while it counts") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  const auto cached = [&recipe] {
    const Opened opened(recipe);
    const auto root = IndexFile::read_cached_root(opened.repository);
    REQUIRE(root);
    return *root ? (*root)->hex() : "none";
  };
  CHECK(cached() == recipe.git({"write-tree"}));
  recipe.write("b.txt", "2\n").stage();
  CHECK(cached() == "none");
  const std::string tree = recipe.git({"write-tree"});
  CHECK(cached() == tree);
  recipe.git({"update-index", "--split-index"});
  CHECK(cached() == "none");
}

TEST_CASE("Files that are only announced are not in the tree, nor are directories of them") {
  GitRepoBuilder recipe;
  recipe.write("kept.txt", "1\n").stage().commit("first");
  recipe.write("new/later.txt", "2\n").write("later.txt", "3\n");
  recipe.git({"add", "--intent-to-add", "new/later.txt", "later.txt"});
  CHECK(tree_of(recipe) == recipe.git({"write-tree"}));
}

TEST_CASE("A submodule is in the tree by its commit") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "1\n", "first");
  recipe.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",sub"});
  CHECK(tree_of(recipe) == recipe.git({"write-tree"}));
}

TEST_CASE("An index in conflict has no tree") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  const std::string blob = recipe.blob("2\n");
  recipe.git({"update-index", "--index-info"}, "100644 " + blob + " 2\ta.txt\n");
  CHECK(tree_of(recipe) == "none");
}

TEST_CASE("A cached tree of another number of entries is not believed") {
  GitRepoBuilder recipe;
  recipe.write("a/x.txt", "1\n").write("b.txt", "2\n").stage().commit("first");
  const Opened opened(recipe);
  Result<IndexFile> index = IndexFile::read(opened.repository);
  REQUIRE(index);
  REQUIRE(index->trees.size() == 2);
  const std::string right = recipe.git({"write-tree"});
  index->trees[0].entry_count = 7;
  index->trees[1].entry_count = 9;
  index->trees[1].tree = id_of(std::string(40, 'a'));
  CHECK(index_tree_id(*index, 20)->hex() == right);
}

}  // namespace keyhound::testing
