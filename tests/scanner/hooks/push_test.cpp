// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/push.h"

#include <doctest/doctest.h>

#include <memory>

#include "scanner/git/git_library.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {
namespace {

const std::string kZeros(40, '0');

struct PushedRepository {
  explicit PushedRepository(const GitRepoBuilder& recipe)
      : repository(*Repository::open(recipe.path())), reader(make_libgit2_reader(repository)) {}

  [[nodiscard]] PushScope scope(const std::string& lines, const std::string& remote = "origin") {
    const auto refs = parse_push_lines(lines);
    REQUIRE(refs);
    return push_scope(repository, *reader, remote, *refs);
  }

  GitLibrary library;
  Repository repository;
  std::unique_ptr<ObjectReader> reader;
};

std::string line(const std::string& local, const std::string& remote) {
  return "refs/heads/main " + local + " refs/heads/main " + remote + "\n";
}

std::vector<std::string> hex(const std::vector<ObjectId>& ids) {
  std::vector<std::string> texts;
  for (const ObjectId& id : ids) texts.push_back(id.hex());
  return texts;
}

// The trees that were passed, as a file that is read back.
PassedTrees passed(const std::vector<std::string>& trees,
                   const std::vector<std::string>& bases = {}) {
  const TempDir dir;
  std::string text = "keyhound passed-trees v1 since 0\n";
  for (const std::string& tree : trees) text += tree + " 1 passed\n";
  for (const std::string& base : bases) text += base + " 1 base\n";
  dir.write_file("p", text);
  return *PassedTrees::read(dir / "p");
}

}  // namespace

TEST_CASE("Lines of git are read, and others are a wrong use") {
  const std::string id(40, 'a');
  const auto refs =
      parse_push_lines(line(id, kZeros) + "(delete) " + kZeros + " refs/heads/x " + id);
  REQUIRE(refs);
  REQUIRE(refs->size() == 2);
  CHECK((*refs)[0].local_ref == "refs/heads/main");
  CHECK((*refs)[0].local.hex() == id);
  CHECK((*refs)[0].remote.is_null());
  CHECK((*refs)[1].local.is_null());
  CHECK(parse_push_lines("")->empty());
  const std::vector<std::string> lines = {"x\n", "a b c d\n", "a " + id + " b\n",
                                          "a " + id + " b " + id + " c\n", "\n"};
  for (const std::string& wrong : lines) {
    CAPTURE(wrong);
    const auto answer = parse_push_lines(line(id, id) + wrong);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().message.find("line 2") != std::string::npos);
  }
}

TEST_CASE("What the remote has is hidden: the old tip and what its other refs name") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", "1\n", "first");
  const std::string second = recipe.commit_file("a", "2\n", "second");
  const std::string third = recipe.commit_file("a", "3\n", "third");
  recipe.git({"update-ref", "refs/remotes/origin/other", first});
  recipe.git({"update-ref", "refs/remotes/elsewhere/main", third});
  PushedRepository pushed(recipe);
  const PushScope scope = pushed.scope(line(third, second));
  CHECK(hex(scope.tips) == std::vector<std::string>{third});
  CHECK(scope.hidden.size() == 2);
  CHECK(scope.unknown.empty());
  CHECK(hex(pushed.scope(line(third, kZeros)).hidden) == std::vector<std::string>{first});
  CHECK(pushed.scope(line(third, kZeros), "").hidden.empty());
}

TEST_CASE("A deleted ref brings nothing, and an old tip that is not here is told") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", "1\n", "first");
  PushedRepository pushed(recipe);
  CHECK(pushed.scope("(delete) " + kZeros + " refs/heads/x " + first + "\n").tips.empty());
  const PushScope scope = pushed.scope(line(first, std::string(40, 'b')));
  CHECK(scope.tips.size() == 1);
  CHECK(scope.hidden.empty());
  CHECK(scope.unknown == std::vector<std::string>{"refs/heads/main"});
}

TEST_CASE("A tag is pushed as it is, and hides the commit behind it") {
  GitRepoBuilder recipe;
  recipe.commit_file("a", "1\n", "first");
  recipe.tag("v1", "one");
  const std::string tag = recipe.git({"rev-parse", "v1"});
  PushedRepository pushed(recipe);
  CHECK(hex(pushed.scope(line(tag, kZeros)).tips) == std::vector<std::string>{tag});
  CHECK(hex(pushed.scope(line(recipe.head(), tag)).hidden) ==
        std::vector<std::string>{recipe.head()});
}

TEST_CASE("Commits whose tree was not passed are told, parents first") {
  GitRepoBuilder recipe;
  const std::string base = recipe.commit_file("a", "0\n", "before the hook");
  const std::string first = recipe.commit_file("a", "1\n", "first");
  const std::string passed_tree = recipe.git({"rev-parse", first + "^{tree}"});
  const std::string second = recipe.commit_file("a", "2\n", "second");
  const std::string empty = recipe.commit("nothing");
  const std::string third = recipe.commit_file("a", "3\n", "third");
  PushedRepository pushed(recipe);
  const PushScope scope = pushed.scope(line(recipe.head(), kZeros));
  const auto told = unchecked_commits(pushed.repository, *pushed.reader, scope,
                                      passed({passed_tree}, {base, std::string(40, 'd')}));
  CHECK(told.pushed == 4);
  REQUIRE(told.commits.size() == 2);
  CHECK(told.commits[0].id.hex() == second);
  CHECK(told.commits[1].id.hex() == third);
  CHECK(unchecked_commits(pushed.repository, *pushed.reader, scope, *PassedTrees::read("/none"))
            .commits.empty());
}

TEST_CASE("Merges, and what any remote has, are not told") {
  GitRepoBuilder recipe;
  const std::string base = recipe.commit_file("a", "0\n", "base");
  recipe.branch("side").checkout("side");
  const std::string theirs = recipe.commit_file("b", "1\n", "theirs");
  recipe.git({"update-ref", "refs/remotes/upstream/side", theirs});
  recipe.checkout("main");
  const std::string ours = recipe.commit_file("c", "1\n", "ours");
  recipe.merge_with_change("side", "d", "x\n", "merge");
  PushedRepository pushed(recipe);
  const auto told =
      unchecked_commits(pushed.repository, *pushed.reader,
                        pushed.scope(line(recipe.head(), kZeros)), passed({}, {base}));
  REQUIRE(told.commits.size() == 1);
  CHECK(told.commits[0].id.hex() == ours);
}

TEST_CASE("The commits that refs name are there when a record begins, HEAD's first") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", "1\n", "first");
  recipe.branch("old");
  recipe.tag("v1", "one");
  const std::string second = recipe.commit_file("a", "2\n", "second");
  PushedRepository pushed(recipe);
  CHECK(hex(named_commits(pushed.repository, *pushed.reader)) ==
        std::vector<std::string>{second, first});
}

}  // namespace keyhound::testing
