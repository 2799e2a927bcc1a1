// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/attribution.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/attributed.h"
#include "tests/scanner/git/random_history.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Random histories: arrivals, departures and paths are those of comparing whole trees") {
  for (unsigned seed = 100; seed < 110; ++seed) {
    CAPTURE(seed);
    GitRepoBuilder recipe;
    RandomHistory(seed).write(recipe, 150);
    // Git's own choice of delta bases does not keep to directories.
    if (seed % 2 == 0) recipe.pack();
    Attributed all(recipe, 1 + seed % 3);
    CHECK(all.arrivals() == all.introductions());
    CHECK(all.departures() == all.removals());
    CHECK(all.result.all_paths == all.paths_of_all_files());
    CHECK(all.result.diagnostics.empty());
    CHECK(all.departures().size() > 100);
  }
}

TEST_CASE("The answer does not depend on who read which tree, nor on whether all paths are asked") {
  GitRepoBuilder recipe;
  RandomHistory(5).write(recipe, 150);
  const Attributed one(recipe, 1);
  Attributed three(recipe, 3);
  CHECK(one.result.paths == three.result.paths);
  CHECK(one.result.arrivals == three.result.arrivals);
  CHECK(one.result.departures == three.result.departures);
  CHECK(one.result.all_paths == three.result.all_paths);
  const Attribution few = attribute(three.history, three.trees.forest, three.trees.index,
                                    *three.trees.packs.reader, false);
  CHECK(one.result.arrivals == few.arrivals);
  CHECK(one.result.departures == few.departures);
  CHECK(few.all_paths.empty());
}

TEST_CASE("Of a range, commits are compared with the parents outside") {
  GitRepoBuilder recipe;
  recipe.write("old", "1\n").write("gone", "1\n").stage();
  const std::string first = recipe.commit("first");
  recipe.write("dir/new", "2\n").remove("gone").stage();
  const std::string second = recipe.commit("second");
  Attributed range(recipe, 1, {{id_of(second)}, {id_of(first)}, false});
  REQUIRE(range.history.commits.size() == 1);
  CHECK(Attributed::places(range.arrivals()) == Lines{"0 dir/new"});
  CHECK(Attributed::places(range.departures()) == Lines{"0 gone"});
  CHECK(range.arrivals() == range.introductions());
}

TEST_CASE("A blob that a tag names arrives at the tag, those of a tree at their paths") {
  GitRepoBuilder recipe;
  recipe.commit_file("a", "1\n", "first");
  const std::string blob = recipe.blob("direct\n");
  const std::string below = store(recipe, "tree", raw_entry("100644", "f", blob));
  const std::string tree = store(recipe, "tree", raw_entry("40000", "dir", below));
  std::string half = raw_entry("100644", "f", blob) + raw_entry("100644", "g", blob);
  half.pop_back();
  recipe.git({"update-ref", "refs/tags/blob", blob});
  recipe.git({"update-ref", "refs/tags/tree", tree});
  recipe.git({"update-ref", "refs/tags/half", store(recipe, "tree", half)});
  Attributed all(recipe);
  CHECK(Attributed::places(all.arrivals()) ==
        Lines{"0 a", "direct dir/f", "direct f", "direct refs/tags/blob", "direct refs/tags/half"});
  CHECK(all.result.all_paths == Lines{"a"});
}

TEST_CASE("A commit whose tree is missing is named; it brings nothing and takes nothing away") {
  GitRepoBuilder recipe;
  recipe.commit_file("a", "1\n", "first");
  const std::string second = recipe.commit_file("b", "2\n", "second");
  recipe.commit_removal("b", "third");
  const std::string lost = recipe.git({"rev-parse", second + "^{tree}"});
  std::filesystem::remove(recipe.loose_object_path(lost));
  Attributed all(recipe);
  const Diagnostic diagnostic = only(all.result.diagnostics, "missing-object");
  CHECK(diagnostic.subject == lost);
  CHECK(diagnostic.message.find(second) != std::string::npos);
  CHECK(Attributed::places(all.arrivals()) == Lines{"0 a", "2 a"});
  CHECK(all.departures().empty());
}

TEST_CASE("Of very many commits without trees a thousand are named and the others counted") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("x");
  Attributed all(recipe);
  History history;
  for (unsigned i = 0; i < 1500; ++i) {
    CommitRecord commit;
    std::string hex = std::to_string(i);
    commit.tree = id_of(std::string(40 - hex.size(), 'a') + hex);
    history.commits.push_back(commit);
  }
  const Attribution result =
      attribute(history, all.trees.forest, all.trees.index, *all.trees.packs.reader, false);
  REQUIRE(result.diagnostics.size() == Attribution::kMaxNamed + 1);
  CHECK(result.diagnostics.back().message.find("500 more") != std::string::npos);
}

TEST_CASE("SHA-256: the same attribution") {
  GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, "sha256");
  recipe.commit_file("dir/a", "1\n", "first");
  recipe.commit_file("dir/b", "2\n", "second");
  recipe.commit_removal("dir/a", "third");
  recipe.pack();
  Attributed all(recipe, 1, {}, ObjectId::kSha256Size);
  CHECK(Attributed::places(all.arrivals()) == Lines{"0 dir/a", "1 dir/b"});
  CHECK(Attributed::places(all.departures()) == Lines{"2 dir/a"});
}

}  // namespace keyhound::testing
