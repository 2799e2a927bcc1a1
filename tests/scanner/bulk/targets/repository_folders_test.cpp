// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/repository_folders.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

void make_bare(const TempDir& dir, const std::string& name) {
  dir.write_file(name + "/HEAD", "ref: refs/heads/main\n");
  dir.make_directory(name + "/objects/pack");
  dir.make_directory(name + "/refs/heads");
}

std::vector<std::string> names_below(const TempDir& dir) {
  const auto found = find_repositories(dir.str());
  REQUIRE(found.has_value());
  CHECK(found->diagnostics.empty());
  const std::string root = fs::canonical(dir.path()).string();
  std::vector<std::string> names;
  for (const Target& target : found->targets) {
    CHECK((target.kind == TargetKind::kPath));
    CHECK(target.provider == "directory");
    CHECK(target.location == target.name);
    names.push_back(target.name == root ? "." : target.name.substr(root.size() + 1));
  }
  return names;
}

}  // namespace

TEST_CASE("Bare repositories and those with a work tree are found, also inside of others") {
  const TempDir dir;
  make_bare(dir, "mirrors/acme/pay.git");
  make_bare(dir, "mirrors/acme/pay.git/modules/not-alone.git");
  make_bare(dir, "work/shop/.git");
  make_bare(dir, "work/shop/vendor/lib/.git");
  dir.write_file("work/shop/module/.git", "gitdir: ../.git/modules/module\n");
  dir.write_file("work/no-repository/HEAD", "x");
  CHECK(names_below(dir) == std::vector<std::string>{"mirrors/acme/pay.git", "work/shop",
                                                     "work/shop/module", "work/shop/vendor/lib"});
}

TEST_CASE("The folder itself may be a repository, and what git makes is one") {
  const GitRepoBuilder work;
  CHECK(names_below(work.dir()) == std::vector<std::string>{"."});
  GitRepoBuilder bare(GitRepoBuilder::Kind::kBare);
  CHECK(names_below(bare.dir()) == std::vector<std::string>{"."});
}

TEST_CASE("Links are not followed: nothing outside, and no circle") {
  const TempDir outside;
  make_bare(outside, "secret.git");
  const TempDir dir;
  make_bare(dir, "a.git");
  fs::create_directory_symlink(outside.path(), dir.path() / "out");
  fs::create_directory_symlink(dir.path(), dir.path() / "self");
  fs::create_directory_symlink(outside.path() / "secret.git", dir.path() / "b.git");
  CHECK(names_below(dir) == std::vector<std::string>{"a.git"});
}

TEST_CASE("A repository's size is that of its objects") {
  const TempDir dir;
  make_bare(dir, "a.git");
  dir.write_file("a.git/objects/pack/pack-1.pack", std::string(3000, 'x'));
  dir.write_file("a.git/objects/ab/cdef", std::string(100, 'x'));
  dir.write_file("a.git/refs/heads/main", std::string(100'000, 'x'));
  const auto found = find_repositories(dir.str());
  REQUIRE(found.has_value());
  REQUIRE(found->targets.size() == 1);
  CHECK(found->targets[0].size_kib == 4);
}

TEST_CASE("What is no folder is an error, and one that cannot be read or is too deep is told") {
  const TempDir dir;
  CHECK((find_repositories(dir / "none").error().kind == ErrorKind::kNotFound));
  dir.write_file("file", "x");
  CHECK_FALSE(find_repositories(dir / "file").has_value());
  std::string deep = "d";
  for (int i = 0; i < 70; ++i) deep += "/d";
  dir.make_directory(deep);
  const auto found = find_repositories(dir.str());
  REQUIRE(found.has_value());
  REQUIRE(found->diagnostics.size() == 1);
  CHECK(found->diagnostics[0].incomplete);
  CHECK(found->diagnostics[0].message.find("--directory") != std::string::npos);
}

TEST_CASE("A repository whose path is not UTF-8 is told, since no report could name it") {
  const TempDir dir;
  make_bare(dir, "a\xff.git");
  const auto found = find_repositories(dir.str());
  REQUIRE(found.has_value());
  CHECK(found->targets.empty());
  REQUIRE(found->diagnostics.size() == 1);
  CHECK(found->diagnostics[0].incomplete);
}

}  // namespace keyhound::testing
