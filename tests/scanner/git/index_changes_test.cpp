// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/index_changes.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

using Lines = std::vector<std::string>;

// "path", with "+" when HEAD has no blob there and "#n" for a stage.
Lines staged(const GitRepoBuilder& recipe, std::vector<Diagnostic>* diagnostics = nullptr) {
  Opened opened(recipe);
  Result<IndexFile> index = IndexFile::read(opened.repository);
  if (!index) throw std::runtime_error(index.error().message);
  std::vector<Diagnostic> found;
  Lines with_cache;
  Lines without_cache;
  for (Lines* lines : {&with_cache, &without_cache}) {
    found.clear();
    for (const StagedFile& file : staged_files(opened.repository, *opened.reader, *index, found)) {
      lines->push_back(file.path + (file.previous.is_null() ? "+" : "") +
                       (file.stage > 0 ? "#" + std::to_string(file.stage) : ""));
    }
    index->trees.clear();
  }
  CHECK(with_cache == without_cache);
  if (diagnostics != nullptr) *diagnostics = found;
  return with_cache;
}

}  // namespace

TEST_CASE("Added and changed files are staged, kept and removed ones are not") {
  GitRepoBuilder recipe;
  recipe.write("dir/keep.txt", "k\n").write("dir/sub/old.txt", "1\n").write("gone.txt", "g\n");
  recipe.write("dir.txt", "x\n").write("dir-a/x.txt", "x\n").stage().commit("first");
  CHECK(staged(recipe).empty());
  recipe.write("dir/sub/old.txt", "2\n").write("dir/new.txt", "n\n").write("z/y/x.txt", "n\n");
  recipe.remove("gone.txt").stage();
  CHECK(staged(recipe) == Lines{"dir/new.txt+", "dir/sub/old.txt", "z/y/x.txt+"});
}

TEST_CASE("Cached trees that are written but not committed count as changes") {
  GitRepoBuilder recipe;
  recipe.write("a/x.txt", "1\n").write("b/y.txt", "2\n").stage().commit("first");
  recipe.write("a/x.txt", "3\n").stage().git({"write-tree"});
  CHECK(staged(recipe) == Lines{"a/x.txt"});
}

TEST_CASE("A cached tree that claims more or fewer entries than it has is not believed") {
  GitRepoBuilder recipe;
  recipe.write("a/x.txt", "1\n").write("b/y.txt", "2\n").stage().commit("first");
  recipe.write("a/new.txt", "n\n").write("b/y.txt", "3\n").stage();
  Opened opened(recipe);
  Result<IndexFile> index = IndexFile::read(opened.repository);
  REQUIRE(index->trees.size() == 3);
  CachedTree& a = index->trees[1];
  REQUIRE(a.name == "a");
  a.tree = id_of(recipe.git({"rev-parse", "HEAD:a"}));
  for (const std::uint32_t count : {0U, 1U, 3U, 4'000'000'000U}) {
    CAPTURE(count);
    a.entry_count = count;
    std::vector<Diagnostic> diagnostics;
    CHECK(staged_files(opened.repository, *opened.reader, *index, diagnostics).size() == 2);
  }
}

TEST_CASE("The index counts and not the work tree") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  recipe.write("a.txt", "2\n").stage("a.txt").write("a.txt", "1\n").write("u.txt", "u\n");
  CHECK(staged(recipe) == Lines{"a.txt"});
}

TEST_CASE("Before the first commit every file of the index is added") {
  GitRepoBuilder recipe;
  recipe.write("a.txt", "1\n").write("b/c.txt", "2\n").stage();
  CHECK(staged(recipe) == Lines{"a.txt+", "b/c.txt+"});
}

TEST_CASE("All sides of an unresolved conflict that differ from HEAD are staged") {
  GitRepoBuilder recipe;
  recipe.commit_file("d/a.txt", "base\n", "base");
  recipe.branch("side").commit_file("d/a.txt", "ours\n", "ours");
  recipe.checkout("side").commit_file("d/a.txt", "theirs\n", "theirs").size();
  recipe.checkout("main");
  CHECK_THROWS(recipe.git({"merge", "-q", "side"}));
  CHECK(staged(recipe) == Lines{"d/a.txt#1", "d/a.txt#3"});
}

TEST_CASE("A file that takes the place of a directory or link, and back") {
  GitRepoBuilder recipe;
  recipe.write("x/a.txt", "1\n").write("y", "2\n").stage();
  recipe.commit("first");
  std::filesystem::remove_all(recipe.dir().path() / "x");
  recipe.remove("y").write("x", "1\n").write("y/a.txt", "2\n").stage();
  CHECK(staged(recipe) == Lines{"x+", "y/a.txt+"});
  recipe.commit("second");
  recipe.remove("x");
  std::filesystem::create_symlink("1\n", recipe.dir().path() / "x");
  recipe.stage();
  CHECK(staged(recipe) == Lines{"x"});
}

TEST_CASE("Submodules, files to be added later and the executable bit are no staged text") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "1\n", "first");
  recipe.write("later.txt", "l\n").git({"add", "-N", "later.txt"});
  recipe.git({"update-index", "--chmod=+x", "a.txt"});
  recipe.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",module"});
  CHECK(staged(recipe).empty());
}

TEST_CASE("A sparse index is compared below its directories") {
  GitRepoBuilder recipe;
  recipe.write("in/a.txt", "1\n").write("out/b.txt", "2\n").write("out/c.txt", "3\n").stage();
  recipe.commit("first");
  recipe.git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
  const std::string changed =
      store(recipe, "tree",
            raw_entry("100644", "b.txt", recipe.blob("changed\n")) +
                raw_entry("100644", "c.txt", recipe.git({"rev-parse", "HEAD:out/c.txt"})));
  CHECK(staged(recipe).empty());
  recipe.write("in/a.txt", "2\n").stage("in/a.txt");
  CHECK(staged(recipe) == Lines{"in/a.txt"});

  Opened opened(recipe);
  Result<IndexFile> index = IndexFile::read(opened.repository);
  REQUIRE(index->entries.back().path == "out/");
  index->entries.back().blob = id_of(changed);
  index->trees.clear();
  std::vector<Diagnostic> diagnostics;
  const auto files = staged_files(opened.repository, *opened.reader, *index, diagnostics);
  REQUIRE(files.size() == 2);
  CHECK(files[1].path == "out/b.txt");
}

TEST_CASE("Where a tree of HEAD is missing, what it held counts as added") {
  GitRepoBuilder recipe;
  recipe.write("lost/a.txt", "1\n").write("kept/b.txt", "2\n").stage().commit("first");
  const std::string lost = recipe.git({"rev-parse", "HEAD:lost"});
  recipe.write("lost/c.txt", "3\n").stage();
  std::filesystem::remove(recipe.loose_object_path(lost));
  std::vector<Diagnostic> diagnostics;
  CHECK(staged(recipe, &diagnostics) == Lines{"lost/a.txt+", "lost/c.txt+"});
  CHECK(only(diagnostics, "missing-object").subject == lost);
}

TEST_CASE("A path of a million directories does not exhaust the stack") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  Opened opened(recipe);
  IndexFile index;
  IndexEntry entry;
  for (int i = 0; i < 1'000'000; ++i) entry.path += "d/";
  entry.path += "a.txt";
  entry.mode = 0100644;
  entry.blob = id_of(recipe.blob("deep\n"));
  index.entries.push_back(entry);
  std::vector<Diagnostic> diagnostics;
  CHECK(staged_files(opened.repository, *opened.reader, index, diagnostics).size() == 1);
}

}  // namespace keyhound::testing
