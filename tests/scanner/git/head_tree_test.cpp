// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/head_tree.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

TEST_CASE("HEAD holds a blob at its path and at no other") {
  GitRepoBuilder recipe;
  recipe.write("dir/a.txt", "a\n").write("b.txt", "b\n").stage().commit("first");
  const ObjectId a = id_of(recipe.git({"rev-parse", "HEAD:dir/a.txt"}));
  Opened opened(recipe);
  std::vector<Diagnostic> diagnostics;
  const HeadTree head = HeadTree::read(opened.repository, *opened.reader, diagnostics);
  CHECK(head.size() == 2);
  CHECK(head.holds("dir/a.txt", a));
  CHECK_FALSE(head.holds("b.txt", a));
  CHECK_FALSE(head.holds("gone.txt", a));
  CHECK(head.holds_blob(a));
  CHECK(head.blob_at("dir/a.txt") == a);
  CHECK(head.blob_at("gone.txt").is_null());
  CHECK(diagnostics.empty());
}

TEST_CASE("An unborn HEAD holds nothing") {
  const GitRepoBuilder recipe;
  Opened opened(recipe);
  std::vector<Diagnostic> diagnostics;
  CHECK(HeadTree::read(opened.repository, *opened.reader, diagnostics).size() == 0);
  CHECK(diagnostics.empty());
}

TEST_CASE("A HEAD whose commit is damaged is a diagnostic") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "a\n", "first");
  std::filesystem::remove(recipe.loose_object_path(commit));
  Opened opened(recipe);
  std::vector<Diagnostic> diagnostics;
  CHECK(HeadTree::read(opened.repository, *opened.reader, diagnostics).size() == 0);
  CHECK(only(diagnostics, "missing-object").subject == commit);
}

}  // namespace keyhound::testing
