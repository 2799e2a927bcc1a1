// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_diff.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/fake_objects.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

using Lines = std::vector<std::string>;

std::string blob_at(const GitRepoBuilder& recipe, const std::string& place) {
  return recipe.git({"rev-parse", place});
}

}  // namespace

TEST_CASE("A commit introduces what it adds and changes, not what it keeps or removes") {
  GitRepoBuilder recipe;
  recipe.write("keep.txt", "keep\n").write("dir/gone.txt", "gone\n").write("dir/old.txt", "1\n");
  recipe.stage().commit("first");
  recipe.remove("dir/gone.txt").write("dir/old.txt", "2\n").write("new/er.txt", "3\n").stage();
  const std::string second = recipe.commit("second");
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(opened.introduced(history, second) ==
        Lines{"dir/old.txt " + blob_at(recipe, "HEAD:dir/old.txt"),
              "new/er.txt " + blob_at(recipe, "HEAD:new/er.txt")});
  CHECK(opened.introduced(history, history.commits[0].id.hex()).size() == 3);
}

TEST_CASE("An introduction knows the blob that the first parent has at its path") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  recipe.write("a.txt", "2\n").write("b.txt", "3\n").stage().commit("second");
  Opened opened(recipe);
  const History history = opened.history();
  IntroductionFinder finder(*opened.reader);
  Lines previous;
  finder.find(history, history.commits[1], [&](const Introduction& file) {
    previous.push_back(file.previous.is_null() ? "none" : file.previous.hex());
  });
  CHECK(previous == Lines{blob_at(recipe, "HEAD~1:a.txt"), "none"});
}

TEST_CASE("A merge introduces its own change only") {
  GitRepoBuilder recipe;
  recipe.commit_file("base.txt", "base\n", "base");
  recipe.branch("side").commit_file("main.txt", "main\n", "on main");
  recipe.checkout("side").commit_file("side.txt", "side\n", "on side");
  const std::string merge =
      recipe.checkout("main").merge_with_change("side", "evil.txt", "evil\n", "merge");
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), merge) ==
        Lines{"evil.txt " + blob_at(recipe, "HEAD:evil.txt")});
}

TEST_CASE("A conflict's resolution is the merge's own, one side taken whole is not") {
  GitRepoBuilder recipe;
  recipe.commit_file("dir/file.txt", "base\n", "base");
  recipe.branch("side").commit_file("dir/file.txt", "ours\n", "ours");
  recipe.checkout("side").commit_file("dir/file.txt", "theirs\n", "theirs").size();
  recipe.checkout("main");
  recipe.git({"merge", "-q", "--no-ff", "-s", "ours", "side"});
  const std::string one_side = recipe.head();
  recipe.git({"reset", "-q", "--hard", "HEAD~1"});
  recipe.git({"merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side"});
  const std::string both = recipe.commit_file("dir/file.txt", "both\n", "resolve");
  recipe.git({"update-ref", "refs/heads/one-side", one_side});
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(opened.introduced(history, one_side).empty());
  CHECK(opened.introduced(history, both) ==
        Lines{"dir/file.txt " + blob_at(recipe, "HEAD:dir/file.txt")});
}

TEST_CASE("An octopus merge is compared with each of its parents") {
  GitRepoBuilder recipe;
  recipe.commit_file("base.txt", "base\n", "base");
  for (const char* name : {"one", "two", "three"}) recipe.branch(name);
  for (const std::string name : {"one", "two", "three"}) {
    recipe.checkout(name).commit_file(name + ".txt", name + "\n", "on " + name);
  }
  recipe.checkout("main");
  recipe.git({"merge", "-q", "--no-ff", "--no-commit", "one", "two", "three"});
  const std::string octopus = recipe.commit_file("own.txt", "own\n", "octopus");
  Opened opened(recipe);
  const History history = opened.history();
  CHECK(history.commits.back().parent_count == 4);
  CHECK(opened.introduced(history, octopus) == Lines{"own.txt " + blob_at(recipe, "HEAD:own.txt")});
}

TEST_CASE("A file that becomes a link, a directory or executable") {
  GitRepoBuilder recipe;
  const std::string content = recipe.blob("target");
  const auto commit_mode = [&](const std::string& mode, const std::string& name) {
    const std::string tree = store(recipe, "tree", raw_entry(mode, "x", content));
    return commit_tree(recipe, tree, name);
  };
  const std::string file = commit_mode("100644", "file");
  const std::string link = commit_mode("120000", "link");
  const std::string program = commit_mode("100755", "program");
  const std::string directory_tree =
      store(recipe, "tree",
            raw_entry("40000", "x", store(recipe, "tree", raw_entry("100644", "y", content))));
  Opened opened(recipe);
  IntroductionFinder finder(*opened.reader);
  const ObjectId old_tree = id_of(recipe.git({"rev-parse", file + "^{tree}"}));
  const auto changes = [&](const std::string& tree) {
    Lines found;
    finder.compare(id_of(tree), std::vector<ObjectId>{old_tree}, [&](const Introduction& change) {
      found.push_back(std::string(change.path) + (change.is_link() ? " link" : " file"));
    });
    return found;
  };
  CHECK(changes(recipe.git({"rev-parse", link + "^{tree}"})) == Lines{"x link"});
  CHECK(changes(recipe.git({"rev-parse", program + "^{tree}"})).empty());
  CHECK(changes(directory_tree) == Lines{"x/y file"});
}

TEST_CASE("Submodule links are skipped") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "a\n", "first");
  const std::string tree = store(recipe, "tree", raw_entry("160000", "sub", commit));
  const std::string with_module = commit_tree(recipe, tree, "module");
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), with_module).empty());
  CHECK(opened.diagnostics.empty());
}

TEST_CASE("Hostile names, an unsorted tree and a name twice lose nothing") {
  GitRepoBuilder recipe;
  const std::string a = recipe.blob("a\n");
  const std::string b = recipe.blob("b\n");
  const std::string tree = store(recipe, "tree",
                                 raw_entry("100644", "z", a) + raw_entry("100644", "a/b", b) +
                                     raw_entry("100644", "..", a) + raw_entry("100644", "", b) +
                                     raw_entry("100644", "z", b) + raw_entry("7", "odd", a));
  const std::string commit = commit_tree(recipe, tree, "hostile");
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), commit) ==
        Lines{"z " + a, "a/b " + b, ".. " + a, " " + b, "z " + b, "odd " + a});
  CHECK(opened.diagnostics.empty());
}

TEST_CASE("A tree that breaks off is named, and what stands before is found") {
  GitRepoBuilder recipe;
  const std::string a = recipe.blob("a\n");
  std::string bytes = raw_entry("100644", "a", a) + raw_entry("100644", "b", a);
  bytes.pop_back();
  const std::string tree = store(recipe, "tree", bytes);
  const std::string commit = commit_tree(recipe, tree, "broken");
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), commit) == Lines{"a " + a});
  CHECK(only(opened.diagnostics, "corrupt-object").subject == tree);
}

TEST_CASE("A missing subtree is named once, and its neighbours are found") {
  GitRepoBuilder recipe;
  recipe.write("lost/a.txt", "a\n").write("kept/b.txt", "b\n").stage();
  const std::string commit = recipe.commit("first");
  const std::string lost = blob_at(recipe, "HEAD:lost");
  const std::string kept = blob_at(recipe, "HEAD:kept/b.txt");
  std::filesystem::remove(recipe.loose_object_path(lost));
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), commit) == Lines{"kept/b.txt " + kept});
  CHECK(only(opened.diagnostics, "missing-object").subject == lost);
}

TEST_CASE("Where a parent's tree is missing, everything in the child counts as introduced") {
  GitRepoBuilder recipe;
  recipe.write("a.txt", "a\n").write("b.txt", "b\n").stage().commit("first");
  const std::string lost = blob_at(recipe, "HEAD^{tree}");
  const std::string second = recipe.commit_file("a.txt", "2\n", "second");
  std::filesystem::remove(recipe.loose_object_path(lost));
  Opened opened(recipe);
  CHECK(opened.introduced(opened.history(), second).size() == 2);
  CHECK(only(opened.diagnostics, "missing-object").subject == lost);
}

TEST_CASE("A tree that holds itself ends at the limit of depth") {
  FakeObjects objects;
  const ObjectId tree = id_of(std::string(40, 'a'));
  const std::string blob(40, 'b');
  objects.add_tree(tree, raw_entry("100644", "f", blob) + raw_entry("40000", "t", tree.hex()));
  IntroductionFinder finder(objects);
  std::size_t count = 0;
  finder.compare(tree, {}, [&](const Introduction&) { ++count; });
  CHECK(count == IntroductionFinder::kMaxDepth);
  CHECK(only(finder.take_diagnostics(), "object-too-large").subject == tree.hex());
}

TEST_CASE("Ten times ten times ten ... directories of the same file end at the limit of entries") {
  FakeObjects objects;
  std::string below(40, '0');
  below[39] = '1';
  objects.add_tree(id_of(below), raw_entry("100644", "f", std::string(40, 'b')));
  for (char level = '2'; level <= '9'; ++level) {
    std::string bytes;
    for (char name = 'a'; name <= 'z'; ++name) {
      bytes += raw_entry("40000", std::string(1, name), below);
    }
    below[39] = level;
    objects.add_tree(id_of(below), bytes);
  }
  IntroductionFinder finder(objects);
  std::uint64_t count = 0;
  finder.compare(id_of(below), {}, [&](const Introduction&) { ++count; });
  CHECK(count > 1000);
  CHECK(count < IntroductionFinder::kMaxEntries);
  const Diagnostic diagnostic = only(finder.take_diagnostics(), "object-too-large");
  CHECK(diagnostic.subject == below);
  CHECK(diagnostic.incomplete);
}

TEST_CASE("The diagnostics are given once") {
  GitRepoBuilder recipe;
  const std::string commit = commit_tree(recipe, std::string(40, '7'), "broken");
  Opened opened(recipe);
  const History history = opened.history();
  IntroductionFinder finder(*opened.reader);
  finder.find(history, history.commits[0], [](const Introduction&) {});
  finder.find(history, history.commits[0], [](const Introduction&) {});
  CHECK(finder.take_diagnostics().size() == 1);
  CHECK(finder.take_diagnostics().empty());
}

}  // namespace keyhound::testing
