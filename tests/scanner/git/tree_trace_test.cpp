// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_trace.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/attributed.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

namespace {

using Lines = std::vector<std::string>;

// The one departure at `path`.
Departure departure_at(const Attributed& all, const std::string& path) {
  std::vector<Departure> found;
  for (const Departure& one : all.result.departures) {
    if (all.result.paths[one.path] == path) found.push_back(one);
  }
  REQUIRE(found.size() == 1);
  return found[0];
}

}  // namespace

TEST_CASE("What is added, changed, copied, moved, removed and brought back") {
  GitRepoBuilder recipe;
  recipe.write("a", "1\n").write("dir/b", "2\n").stage().commit("0");
  recipe.write("a", "3\n").write("copy", "2\n").stage().commit("1");
  recipe.remove("dir/b").write("other/b", "2\n").stage().commit("2");
  recipe.write("dir/b", "2\n").write("a", "1\n").stage().commit("3");
  Attributed all(recipe);
  CHECK(Attributed::places(all.arrivals()) ==
        Lines{"0 a", "0 dir/b", "1 a", "1 copy", "2 other/b", "3 a", "3 dir/b"});
  CHECK(Attributed::places(all.departures()) == Lines{"1 a", "2 dir/b", "3 a"});
}

TEST_CASE(
    "A departure names what stands there instead: a file, or nothing in a directory's place") {
  GitRepoBuilder recipe;
  recipe.write("a", "1\n").write("d/e/f", "2\n").write("g", "3\n").stage().commit("0");
  std::filesystem::remove_all(recipe.dir().path() / "d");
  recipe.write("a", "4\n").write("d", "5\n").remove("g").write("g/h", "3\n");
  recipe.stage().commit("1");
  Attributed all(recipe);
  const ObjectId now = id_of(recipe.git({"rev-parse", "HEAD:a"}));
  CHECK(all.trees.id(departure_at(all, "a").successor) == now);
  CHECK(departure_at(all, "d/e/f").successor == kNoNode);
  CHECK(departure_at(all, "g").successor == kNoNode);
  CHECK(Attributed::places(all.departures()) == Lines{"1 a", "1 d/e/f", "1 g"});
  CHECK(all.departures() == all.removals());
}

TEST_CASE("A merge brings its own change alone, and takes away what every parent has") {
  GitRepoBuilder recipe;
  recipe.write("both/x", "1\n").write("one/x", "2\n").stage().commit("0");
  recipe.branch("side").write("mine", "3\n").remove("one/x").stage().commit("1");
  recipe.checkout("side").commit_file("theirs", "4\n", "2");
  recipe.checkout("main");
  recipe.git({"merge", "-q", "--no-ff", "--no-commit", "side"});
  recipe.remove("both/x").write("evil", "5\n").stage().commit("3");
  Attributed all(recipe);
  CHECK(Attributed::places(all.arrivals()) ==
        Lines{"0 both/x", "0 one/x", "1 mine", "2 theirs", "3 evil"});
  CHECK(Attributed::places(all.departures()) == Lines{"1 one/x", "3 both/x"});
}

TEST_CASE(
    "A file that becomes a link arrives again and does not depart, one made executable is "
    "the same") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("target");
  std::string parent;
  for (const char* mode : {"100644", "100755", "120000"}) {
    const std::string tree = store(recipe, "tree", raw_entry(mode, "x", blob));
    std::vector<std::string> command = {"commit-tree", tree, "-m", mode};
    if (!parent.empty()) command.insert(command.end(), {"-p", parent});
    parent = recipe.git(command);
  }
  recipe.git({"update-ref", "refs/heads/main", parent});
  Attributed all(recipe);
  CHECK(all.arrivals() == all.introductions());
  CHECK(all.arrivals().size() == 2);
  CHECK(all.departures().empty());
}

TEST_CASE("Missing and broken trees arrive at their directories, and hide no neighbour") {
  GitRepoBuilder recipe;
  const std::string a = recipe.blob("a");
  std::string half = raw_entry("100644", "kept", a) + raw_entry("100644", "lost", a);
  half.pop_back();
  const std::string broken = store(recipe, "tree", half);
  const std::string gone(40, '7');
  const std::string below = store(recipe, "tree", raw_entry("40000", "gone", gone));
  const std::string tree =
      store(recipe, "tree",
            raw_entry("40000", "broken", broken) + raw_entry("100644", "f", gone) +
                raw_entry("40000", "sub", below) + raw_entry("100644", "z", a));
  commit_tree(recipe, tree, "main");
  Attributed all(recipe);
  CHECK(Attributed::places(all.arrivals()) ==
        Lines{"0 broken", "0 broken/kept", "0 f", "0 sub/gone", "0 z"});
  CHECK(all.trees.index.missing().size() == 2);
  CHECK(all.result.diagnostics.empty());
}

TEST_CASE("A directory that cannot be read takes nothing away") {
  GitRepoBuilder recipe;
  const std::string a = recipe.blob("a");
  const std::string whole = store(recipe, "tree", raw_entry("100644", "f", a));
  const auto commit = [&](const std::string& entries, const std::vector<std::string>& parents) {
    std::vector<std::string> command = {"commit-tree", store(recipe, "tree", entries), "-m", "x"};
    command.insert(command.end(), parents.begin(), parents.end());
    return recipe.git(command);
  };
  const std::string first = commit(raw_entry("40000", "d", whole), {});
  const std::string second = commit(raw_entry("40000", "d", std::string(40, '7')), {"-p", first});
  const std::string third =
      commit(raw_entry("40000", "d", store(recipe, "tree", "100644 f")), {"-p", first});
  recipe.git({"update-ref", "refs/heads/main", second});
  recipe.git({"update-ref", "refs/heads/other", third});
  Attributed all(recipe);
  CHECK(all.departures().empty());
  CHECK(Attributed::places(all.arrivals()) == Lines{"0 d/f", "1 d", "2 d"});
}

TEST_CASE("What a parent or a broken commit may have had departs nowhere") {
  GitRepoBuilder recipe;
  const std::string a = recipe.blob("a");
  const auto commit = [&](const std::string& tree, const std::vector<std::string>& parents) {
    std::vector<std::string> command = {"commit-tree", tree, "-m", "x"};
    command.insert(command.end(), parents.begin(), parents.end());
    return recipe.git(command);
  };
  const std::string first = commit(store(recipe, "tree", raw_entry("100644", "f", a)), {});
  const std::string lost = store(recipe, "tree", raw_entry("100644", "lost", a));
  const std::string other = commit(lost, {});
  const std::string now = store(recipe, "tree", raw_entry("100644", "g", a));
  const std::string merge = commit(now, {"-p", first, "-p", other});
  const std::string broken = commit(store(recipe, "tree", "100644 f"), {"-p", first});
  recipe.git({"update-ref", "refs/heads/main", merge});
  recipe.git({"update-ref", "refs/heads/broken", broken});
  std::filesystem::remove(recipe.loose_object_path(lost));
  Attributed all(recipe);
  CHECK(all.departures().empty());
  std::set<std::string> paths(all.result.paths.begin(), all.result.paths.end());
  CHECK(paths == std::set<std::string>{"", "f", "g"});
}

TEST_CASE("An entry that names an object of another type arrives and is a diagnostic") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("a");
  const std::string below = store(recipe, "tree", raw_entry("100644", "f", blob));
  const std::string file =
      store(recipe, "tree", raw_entry("40000", "d", blob) + raw_entry("100644", "e", below));
  commit_tree(recipe, file, "main");
  commit_tree(recipe, blob, "blob");
  Attributed all(recipe);
  std::set<std::string> subjects;
  for (const Diagnostic& one : all.result.diagnostics) {
    CHECK(one.kind == "corrupt-object");
    subjects.insert(one.subject);
  }
  CHECK(subjects == std::set<std::string>{blob, below});
  CHECK(all.arrivals().size() == 3);
}

TEST_CASE("Directories are entered down to the limit of depth") {
  GitRepoBuilder recipe;
  std::string path;
  for (std::size_t i = 0; i < Attribution::kMaxDepth - 1; ++i) path += "d/";
  const std::string author = "committer C <c@acme.example> 1768046400 +0000\ndata 0\n";
  recipe.git({"fast-import", "--quiet"}, "commit refs/heads/main\n" + author + "M 100644 inline " +
                                             path + "f\ndata 1\n1\n" + "commit refs/heads/other\n" +
                                             author + "M 100644 inline " + path +
                                             "d/f\ndata 1\n2\n");
  Attributed all(recipe);
  REQUIRE(all.arrivals().size() == 1);
  CHECK(all.result.paths.at(0) == path + "f");
  CHECK(only(all.result.diagnostics, "object-too-large").message.find("1000") != std::string::npos);
}

TEST_CASE("A tree that holds itself, under a false id, ends at the limit of depth") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob("a");
  const std::string tree(40, 'a');
  PackBuilder pack;
  pack.add({tree,
            PackedKind::kTree,
            raw_entry("100644", "f", blob) + raw_entry("40000", "t", tree),
            "",
            {},
            {},
            {}});
  write_pack(recipe.git_dir() / "objects", pack.build());
  commit_tree(recipe, tree, "main");
  Attributed all(recipe);
  CHECK(all.result.arrivals.size() == Attribution::kMaxDepth);
  CHECK(only(all.result.diagnostics, "object-too-large").subject == tree);
}

TEST_CASE("Ten directories in ten in ten ... end at the limit of entries") {
  GitRepoBuilder recipe;
  std::string below = store(recipe, "tree", raw_entry("100644", "f", recipe.blob("a")));
  for (int level = 0; level < 8; ++level) {
    std::string entries;
    for (char name = 'a'; name <= 'z'; ++name) {
      entries += raw_entry("40000", std::string(1, name), below);
    }
    below = store(recipe, "tree", entries);
  }
  commit_tree(recipe, below, "main");
  Attributed all(recipe);
  CHECK(all.result.arrivals.size() > 1000);
  CHECK(all.result.arrivals.size() < Attribution::kMaxEntries);
  CHECK(only(all.result.diagnostics, "object-too-large").subject == below);
}

}  // namespace keyhound::testing
