// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/history.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "scanner/git/commit_graph.h"
#include "tests/scanner/git/fake_objects.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

using Ids = std::vector<std::string>;

std::set<std::string> set_of(const Ids& list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("Commits come parents first, with author, committer time and parents") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "1\n", "first");
  recipe.author("Bea", "bea@acme.example");
  const std::string second = recipe.commit_file("a.txt", "2\n", "second");
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(ids(history) == Ids{first, second});
  const CommitRecord& last = history.commits[1];
  CHECK(history.people[last.author].name == "Bea");
  CHECK(history.people[last.author].email == "bea@acme.example");
  CHECK(last.committed.seconds == 1768046400 + 2 * 3600);
  CHECK(history.parents_of(last)[0] == 0);
  CHECK(history.parent_trees_of(last)[0] == history.commits[0].tree);
  CHECK(last.in_head);
  CHECK(last.reachable);
  CHECK(history.diagnostics.empty());
}

TEST_CASE("A clock that ran backwards does not put a child before its parent") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "1\n", "first");
  const std::string tree = recipe.git({"rev-parse", "HEAD^{tree}"});
  const std::string early = store(recipe, "commit",
                                  "tree " + tree + "\nparent " + first +
                                      "\nauthor A <a> 5 +0000\ncommitter A <a> 5 +0000\n\nx\n");
  recipe.git({"update-ref", "refs/heads/early", early});
  Opened opened(recipe);
  CHECK(ids(opened.history()) == Ids{first, early});
}

TEST_CASE("An empty repository and an unborn HEAD have an empty history") {
  const GitRepoBuilder recipe;
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(history.commits.empty());
  CHECK(history.diagnostics.empty());
}

TEST_CASE("The observer sees every commit's headers and message once, in a range those inside") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "1\n", "first\n");
  const std::string second = recipe.commit_file("a.txt", "2\n", "second\n\nbody\n");
  Opened opened(recipe);
  std::multiset<std::string> messages;
  const CommitObserver observer = [&](const CommitText& text) {
    CHECK(text.headers.text.starts_with("author "));
    messages.insert(text.id.hex() + std::string(text.message));
  };
  read_history(opened.repository, *opened.reader, {}, observer);
  CHECK(messages == std::multiset<std::string>{first + "first\n", second + "second\n\nbody\n"});
  messages.clear();
  read_history(opened.repository, *opened.reader, *range_scope(opened.repository, "HEAD~1..HEAD"),
               observer);
  CHECK(messages == std::multiset<std::string>{second + "second\n\nbody\n"});
}

TEST_CASE("Annotated tags are read through, tags of tags and of files too") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "1\n", "first");
  recipe.tag("v1", "release\n");
  recipe.git({"tag", "-a", "-m", "outer", "v1-signed-off", "v1"});
  const std::string blob = recipe.git({"rev-parse", "HEAD:a.txt"});
  recipe.git({"tag", "-a", "-m", "a key", "key", blob});
  recipe.git({"update-ref", "refs/trees/x", recipe.git({"rev-parse", "HEAD^{tree}"})});
  recipe.git({"update-ref", "-d", "refs/heads/main"});
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(ids(history) == Ids{commit});
  std::set<std::string> messages;
  for (const AnnotatedTag& tag : history.tags) messages.insert(tag.name + ":" + tag.message);
  CHECK(messages == std::set<std::string>{"v1:release\n", "v1-signed-off:outer\n", "key:a key\n"});
  std::set<std::string> direct;
  for (const DirectObject& object : history.direct) {
    direct.insert(object.referrer + " " + std::string(to_string(object.type)));
  }
  CHECK(direct == std::set<std::string>{"refs/tags/key blob", "refs/trees/x tree"});
}

TEST_CASE("A damaged commit hides neither the commits before nor those beside it") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "1\n", "first");
  recipe.branch("side");
  const std::string second = recipe.commit_file("a.txt", "2\n", "second");
  const std::string third = recipe.commit_file("a.txt", "3\n", "third");
  std::string kind = "missing-object";
  SUBCASE("missing") { std::filesystem::remove(recipe.loose_object_path(second)); }
  SUBCASE("corrupt") {
    flip_bytes(recipe.loose_object_path(second), 20, 10);
    kind = "corrupt-object";
  }
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(set_of(ids(history)) == std::set<std::string>{first, third});
  const Diagnostic diagnostic = only(history.diagnostics, kind);
  CHECK(diagnostic.subject == second);
  CHECK(diagnostic.message.find(third) != std::string::npos);
  CHECK(diagnostic.incomplete);
  const CommitRecord& child = history.commits[1];
  CHECK(history.parents_of(child)[0] == History::kOutside);
  CHECK(history.parent_trees_of(child)[0].is_null());
}

TEST_CASE("A ref that points at nothing is named and the others are read") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "1\n", "first");
  recipe.dir().write_file(".git/refs/heads/broken", std::string(40, '9') + "\n");
  recipe.dir().write_file(".git/refs/heads/garbage", "garbage\n");
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(ids(history) == Ids{commit});
  CHECK(only(history.diagnostics, "missing-object").message.find("refs/heads/broken") !=
        std::string::npos);
  CHECK(only(history.diagnostics, "unreadable-ref").subject == "refs/heads/garbage");
}

TEST_CASE("A shallow clone names its boundary and the remedy") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  const std::string second = recipe.commit_file("b.txt", "2\n", "second");
  const TempDir place;
  recipe.git({"clone", "-q", "--depth", "1", "file://" + recipe.path(), place / "shallow"});
  Opened opened(place / "shallow");
  const History history = opened.history();
  CHECK(ids(history) == Ids{second});
  CHECK(history.commits[0].parent_count == 0);
  const Diagnostic diagnostic = only(history.diagnostics, "shallow-clone");
  CHECK(diagnostic.subject == second);
  CHECK(diagnostic.message.find("--unshallow") != std::string::npos);
  CHECK(history.diagnostics.size() == 1);
  CHECK(opened.introduced(history, second).size() == 2);
}

TEST_CASE("Objects under false names that form a circle are all in the history") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "1\n", "first");
  const std::string second = recipe.commit_file("a.txt", "2\n", "second");
  const std::filesystem::path victim = recipe.loose_object_path(first);
  std::filesystem::remove(victim);
  std::filesystem::copy_file(recipe.loose_object_path(second), victim);
  Opened opened(recipe);
  CHECK(set_of(ids(opened.history())) == std::set<std::string>{first, second});
}

TEST_CASE("A range holds what its end reaches and its start does not") {
  GitRepoBuilder recipe;
  const std::string base = recipe.commit_file("a.txt", "1\n", "base");
  recipe.branch("side");
  const std::string main = recipe.commit_file("a.txt", "2\n", "on main");
  recipe.checkout("side");
  const std::string side = recipe.commit_file("b.txt", "3\n", "on side");
  recipe.git({"merge", "-q", "--no-ff", "-m", "merge", "main"});
  const std::string merge = recipe.head();
  Opened opened(recipe);
  const auto range = [&](const std::string& text) {
    const Result<HistoryScope> scope = range_scope(opened.repository, text);
    REQUIRE(scope);
    return ids(opened.history(*scope));
  };
  CHECK(range("main..side") == Ids{side, merge});
  CHECK(range("main..") == Ids{side, merge});
  CHECK(range(side + "..side") == Ids{main, merge});
  CHECK(range("side..main").empty());
  CHECK(range("..main").empty());
  CHECK(range(std::string(40, '0') + "..main") == Ids{base, main});
  for (const char* wrong : {"main", "..", "a...b", "a..b..c", "nothing..main", "main..nothing"}) {
    CAPTURE(wrong);
    CHECK(range_scope(opened.repository, wrong).error().kind == ErrorKind::kUsage);
  }
}

TEST_CASE("A range reads little of a long history") {
  FakeObjects objects;
  const auto id_at = [](int i) { return id_of(std::string(36, 'c') + std::to_string(1000 + i)); };
  for (int i = 0; i < 200; ++i) {
    const std::string time = std::to_string(1768046400 + i * 3600);
    objects.objects[id_at(i)] = {ObjectType::kCommit,
                                 "tree " + std::string(40, 'a') +
                                     (i > 0 ? "\nparent " + id_at(i - 1).hex() : std::string()) +
                                     "\ncommitter A <a> " + time + " +0000\n\nx\n"};
  }
  const std::vector<ObjectId> no_boundary;
  std::vector<Diagnostic> diagnostics;
  const CommitObserver no_observer;
  const auto source = make_reading_source(objects, no_observer);
  CommitGraph graph(*source, no_boundary, diagnostics);
  graph.start(id_at(199), kPaintInScope, "tip");
  graph.start(id_at(197), kPaintHidden, "start");
  graph.walk();
  CHECK(graph.ordered().size() == 2);
  CHECK(objects.reads < 50);
  CHECK(diagnostics.empty());
}

TEST_CASE("A range knows the tree of the parent before it") {
  GitRepoBuilder recipe;
  for (int i = 0; i < 4; ++i) recipe.commit_file("a.txt", std::to_string(i), "commit");
  Opened opened(recipe);
  const History history = opened.history(*range_scope(opened.repository, "HEAD~2..HEAD"));
  REQUIRE(history.commits.size() == 2);
  CHECK(history.parents_of(history.commits[0])[0] == History::kOutside);
  CHECK_FALSE(history.parent_trees_of(history.commits[0])[0].is_null());
  CHECK(opened.introduced(history, history.commits[0].id.hex()).size() == 1);
  CHECK(history.commits[1].in_head);
}

TEST_CASE("A commit behind the start of a range stays hidden though a clock ran backwards") {
  GitRepoBuilder recipe;
  const std::string base = recipe.commit_file("a.txt", "1\n", "base");
  const std::string tree = recipe.git({"rev-parse", "HEAD^{tree}"});
  const auto commit_at = [&](const std::string& time, const std::string& parents) {
    return store(recipe, "commit",
                 "tree " + tree + "\n" + parents + "author A <a> " + time +
                     " +0000\ncommitter A <a> " + time + " +0000\n\nx\n");
  };
  const std::string skewed = commit_at("5", "parent " + base + "\n");
  const std::string start = commit_at("6", "parent " + skewed + "\n");
  const std::string end = commit_at("1900000000", "parent " + start + "\nparent " + base + "\n");
  Opened opened(recipe);
  CHECK(ids(opened.history(*range_scope(opened.repository, start + ".." + end))) == Ids{end});
}

TEST_CASE("Since a commit: everything that it does not reach, on every branch") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "old");
  recipe.tag("old", "old release");
  recipe.branch("side");
  const std::string main = recipe.commit_file("a.txt", "2\n", "on main");
  const std::string side = recipe.checkout("side").commit_file("b.txt", "3\n", "on side");
  recipe.tag("new", "new release");
  Opened opened(recipe);
  const History history = opened.history(*since_scope(opened.repository, "main~1"));
  CHECK(set_of(ids(history)) == std::set<std::string>{main, side});
  REQUIRE(history.tags.size() == 1);
  CHECK(history.tags[0].name == "new");
  for (const CommitRecord& commit : history.commits) {
    CHECK(commit.in_head == (commit.id.hex() == side));
  }
}

}  // namespace keyhound::testing
