// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/place_texts.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("Texts of the work tree, of commits and of objects are read by their places") {
  testing::GitRepoBuilder repo;
  const std::string first = repo.commit_file("a/b.txt", "one\n", "One");
  repo.commit_file("a/b.txt", "two\n", "Two");
  repo.write("a/b.txt", "three\n");
  auto texts = PlaceTexts::open(repo.path());
  REQUIRE(texts);
  CHECK(*texts->worktree_file("a/b.txt") == "three\n");
  CHECK(*texts->committed_file("HEAD", "a/b.txt") == "two\n");
  CHECK(*texts->committed_file(first, "a/b.txt") == "one\n");
  CHECK(*texts->object(repo.git({"rev-parse", first + ":a/b.txt"})) == "one\n");
  for (const auto& missing : {texts->worktree_file("none"), texts->committed_file("HEAD", "none"),
                              texts->committed_file(std::string(40, '1'), "a/b.txt"),
                              texts->committed_file("HEAD~1", "a"), texts->object("word")}) {
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::kNotFound);
  }
  // A directory of the work tree names its files from itself on.
  auto below = PlaceTexts::open(repo.path() + "/a");
  REQUIRE(below);
  CHECK(*below->worktree_file("b.txt") == "three\n");
  CHECK(*below->committed_file(first, "b.txt") == "one\n");
}

TEST_CASE("UTF-16 is read as what it says, and a target that is a file by its own name") {
  const testing::TempDir dir;
  dir.write_file("wide.txt", std::string("\xFF\xFE"
                                         "a\0b\0",
                                         6));
  auto texts = PlaceTexts::open(dir / "wide.txt");
  REQUIRE(texts);
  CHECK_FALSE(texts->has_repository());
  CHECK(*texts->worktree_file(dir / "wide.txt") == "ab");
  CHECK(texts->committed_file("HEAD", "wide.txt").error().kind == ErrorKind::kNotFound);
}

TEST_CASE("A path that leaves the target is refused") {
  const testing::TempDir dir;
  dir.write_file("out.txt", "x").make_directory("in");
  auto texts = PlaceTexts::open(dir / "in");
  REQUIRE(texts);
  CHECK(texts->worktree_file("../out.txt").error().kind == ErrorKind::kUsage);
  CHECK(texts->worktree_file(dir / "out.txt").error().kind == ErrorKind::kUsage);
}

}  // namespace keyhound
