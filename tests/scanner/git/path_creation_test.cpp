// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/path_creation.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/fake_objects.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

using Commits = std::vector<std::string>;

Commits creating(const GitRepoBuilder& recipe, const std::string& path) {
  Opened opened(recipe);
  const History history = opened.history();
  Commits found;
  for (const std::uint32_t commit : commits_creating(history, path, *opened.reader)) {
    found.push_back(history.commits[commit].id.hex());
  }
  return found;
}

}  // namespace

TEST_CASE(
    "A path is created where no parent has it, again after it was removed, not when changed") {
  GitRepoBuilder recipe;
  recipe.commit_file("other", "1\n", "before");
  const std::string first = recipe.commit_file("dir/sub/file", "1\n", "first");
  recipe.commit_file("dir/sub/file", "2\n", "changed");
  recipe.commit_removal("dir/sub/file", "gone");
  const std::string again = recipe.commit_file("dir/sub/file", "1\n", "again");
  CHECK(creating(recipe, "dir/sub/file") == Commits{first, again});
  CHECK(creating(recipe, "dir/sub").empty());
  CHECK(creating(recipe, "dir/sub/fil").empty());
  CHECK(creating(recipe, "dir/sub/file/x").empty());
}

TEST_CASE("A merge creates only what it adds itself") {
  GitRepoBuilder recipe;
  recipe.commit_file("base", "1\n", "base");
  recipe.branch("side").commit_file("mine", "1\n", "on main");
  recipe.checkout("side");
  const std::string side = recipe.commit_file("theirs", "1\n", "on side");
  const std::string merge =
      recipe.checkout("main").merge_with_change("side", "evil", "1\n", "merge");
  CHECK(creating(recipe, "theirs") == Commits{side});
  CHECK(creating(recipe, "evil") == Commits{merge});
}

TEST_CASE("Submodules are no files, links are") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("target");
  const std::string with_module =
      commit_tree(recipe, store(recipe, "tree", raw_entry("160000", "x", blob)), "module");
  const std::string with_link =
      commit_tree(recipe, store(recipe, "tree", raw_entry("120000", "x", blob)), "link");
  CHECK(creating(recipe, "x") == Commits{with_link});
}

TEST_CASE("Names with slashes and trees that hold themselves are looked at once each") {
  FakeObjects objects;
  const ObjectId tree = id_of(std::string(40, 'a'));
  const std::string blob(40, 'b');
  std::string long_path;
  for (int i = 0; i < 200; ++i) long_path += "t/t/";
  objects.add_tree(tree, raw_entry("40000", "t", tree.hex()) +
                             raw_entry("40000", "t/t", tree.hex()) +
                             raw_entry("100644", "t/f", blob));
  History history;
  CommitRecord commit;
  commit.tree = tree;
  history.commits.push_back(commit);
  CHECK(commits_creating(history, long_path + "t/f", objects) == std::vector<std::uint32_t>{0});
  CHECK(commits_creating(history, long_path + "t/g", objects).empty());
  CHECK(objects.reads < 2000);
}

TEST_CASE("A tree that is missing has no file") {
  FakeObjects objects;
  History history;
  CommitRecord commit;
  commit.tree = id_of(std::string(40, 'a'));
  history.commits.push_back(commit);
  CHECK(commits_creating(history, "x", objects).empty());
}

}  // namespace keyhound::testing
