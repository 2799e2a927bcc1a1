// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ignore_rules.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

TEST_CASE("The nearest .gitignore decides, and its last matching line") {
  const TempDir tree;
  tree.write_file(".gitignore", "*.log\n/build\n");
  tree.write_file("sub/.gitignore", "!keep.log\nown/\n");
  IgnoreRules rules(tree.str());
  CHECK(rules.is_ignored("a.log", false));
  CHECK(rules.is_ignored("sub/a.log", false));
  CHECK_FALSE(rules.is_ignored("sub/keep.log", false));
  CHECK(rules.is_ignored("keep.log", false));
  CHECK(rules.is_ignored("build", true));
  CHECK_FALSE(rules.is_ignored("sub/build", true));
  CHECK(rules.is_ignored("sub/deep/own", true));
  CHECK_FALSE(rules.is_ignored("own", true));
}

TEST_CASE("What lies in an ignored directory is ignored, whatever its own rules say") {
  const TempDir tree;
  tree.write_file(".gitignore", "build/\n!build/keep.txt\n");
  tree.write_file("build/.gitignore", "!*\n");
  IgnoreRules rules(tree.str());
  CHECK(rules.is_ignored("build/keep.txt", false));
  CHECK(rules.is_ignored("build/deep/er/x.txt", false));
}

TEST_CASE("Tracked files and the directories that hold them are never ignored") {
  GitRepoBuilder recipe;
  recipe.write("build/tracked.txt", "t\n").stage("build/tracked.txt").commit("first");
  recipe.write(".gitignore", "build/\nignored/\n");
  const Repository repository = open_or_throw(recipe.path());
  const Result<IndexFile> index = IndexFile::read(repository);
  IgnoreRules rules(repository.work_dir(), repository.common_dir(), *index);
  CHECK_FALSE(rules.is_ignored("build", true));
  CHECK_FALSE(rules.is_ignored("build/tracked.txt", false));
  CHECK(rules.is_ignored("build/untracked.txt", false));
  CHECK(rules.is_ignored("ignored", true));
}

TEST_CASE("The rules agree with git check-ignore") {
  GitRepoBuilder recipe;
  recipe.commit_file("tracked.txt", "t\n", "first");
  recipe.write(".gitignore",
               "*.o\n!important.o\n/root.txt\nnode_modules/\ndocs/**/*.pdf\n**/tmp\n");
  recipe.write("lib/.gitignore", "*\n!*.c\n!.gitignore\n");
  recipe.write(".git/info/exclude", "private\n");
  const std::vector<std::string> files = {"a.o",         "important.o",    "x/important.o",
                                          "root.txt",    "x/root.txt",     "node_modules/a/b.js",
                                          "docs/a.pdf",  "docs/x/y/a.pdf", "a.pdf",
                                          "x/tmp/file",  "lib/a.c",        "lib/a.h",
                                          "lib/sub/a.c", "private",        "x/private",
                                          "tracked.txt", "docs/a.txt",     "x/y/z.txt"};
  const Repository repository = open_or_throw(recipe.path());
  const Result<IndexFile> index = IndexFile::read(repository);
  IgnoreRules rules(repository.work_dir(), repository.common_dir(), *index);
  for (const std::string& file : files) {
    CAPTURE(file);
    recipe.write(file, "x\n");
    bool git_ignores = true;
    try {
      recipe.git({"check-ignore", "-q", file});
    } catch (const std::runtime_error&) {
      git_ignores = false;
    }
    CHECK(rules.is_ignored(file, false) == git_ignores);
  }
}

TEST_CASE("core.excludesFile and the user's own excludes hide nothing") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.write("everything", "*\n").config("core.excludesFile", recipe.path() + "/everything");
  const Repository repository = open_or_throw(recipe.path());
  const Result<IndexFile> index = IndexFile::read(repository);
  IgnoreRules rules(repository.work_dir(), repository.common_dir(), *index);
  CHECK_FALSE(rules.is_ignored("untracked.txt", false));
}

TEST_CASE("An ignore file that cannot be read ignores nothing and is named") {
  const TempDir tree;
  tree.write_file("real", "*\n").make_directory("dir/.gitignore");
  std::filesystem::create_symlink("real", tree.path() / ".gitignore");
  IgnoreRules rules(tree.str());
  CHECK_FALSE(rules.is_ignored("a.txt", false));
  CHECK_FALSE(rules.is_ignored("dir/a.txt", false));
  REQUIRE(rules.diagnostics().size() == 2);
  CHECK_FALSE(rules.diagnostics()[0].incomplete);
}

}  // namespace keyhound::testing
