// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/fix_files.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {
namespace {

constexpr const char* kText = "on: push\njobs:\n  a:\n    runs-on: u\n    steps: []\n";
using Paths = std::set<std::string>;

FixTree only_tree(const std::vector<std::string>& targets) {
  auto trees = read_fix_trees(targets);
  REQUIRE(trees.has_value());
  REQUIRE(trees->size() == 1);
  return std::move(trees->front());
}

}  // namespace

TEST_CASE("Of a repository all definitions are read, and those below the targets are wanted") {
  GitRepoBuilder repo;
  repo.write(".github/workflows/a.yml", kText).write(".github/workflows/b.yml", kText);
  repo.write("src/main.c", "").write(".gitignore", "vendor/\n");
  repo.write("vendor/.github/workflows/c.yml", kText).stage();
  const FixTree tree = only_tree({repo.path() + "/.github/workflows/a.yml"});
  CHECK(tree.wanted == Paths{".github/workflows/a.yml"});
  CHECK(tree.set.definitions().size() == 2);
  CHECK(tree.shown(".github/workflows/a.yml") == ".github/workflows/a.yml");
  const FixTree whole = only_tree({repo.path(), repo.path() + "/src"});
  CHECK(whole.wanted.contains(".github/workflows/b.yml"));
  CHECK_FALSE(whole.wanted.contains("vendor/.github/workflows/c.yml"));
  const FixTree named = only_tree({repo.path() + "/vendor/.github/workflows/c.yml"});
  CHECK(named.wanted == Paths{"vendor/.github/workflows/c.yml"});
  CHECK(named.set.definitions().size() == 3);
}

TEST_CASE("Outside of repositories what lies below the targets is read") {
  const TempDir dir;
  dir.write_file("x/.github/workflows/a.yml", kText);
  const FixTree tree = only_tree({dir / "x"});
  REQUIRE(tree.set.definitions().size() == 1);
  CHECK(tree.file(tree.set.definitions().front().path) == dir / "x/.github/workflows/a.yml");
}

TEST_CASE("A target that does not exist, and a definition that cannot be read, are told") {
  const TempDir dir;
  const auto missing = read_fix_trees({dir / "none"});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().kind == ErrorKind::kUsage);
  dir.write_file(".github/workflows/a.yml", "on: [push\n");
  const FixTree tree = only_tree({dir.str()});
  REQUIRE(tree.diagnostics.size() == 1);
  CHECK(tree.diagnostics.front().incomplete);
}

TEST_CASE("A file that changed meanwhile is not written") {
  const TempDir dir;
  dir.write_file("a.yml", "one\n");
  CHECK_FALSE(write_fixed(dir / "a.yml", "two\n", "three\n").has_value());
  CHECK(dir.read_file("a.yml") == "one\n");
  CHECK(write_fixed(dir / "a.yml", "one\n", "three\n").has_value());
  CHECK(dir.read_file("a.yml") == "three\n");
}

}  // namespace keyhound::testing
