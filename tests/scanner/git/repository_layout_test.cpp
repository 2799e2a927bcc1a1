// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository_layout.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

namespace {

Result<std::size_t> format_of(const std::string& text) {
  const Result<RepositoryConfig> config = RepositoryConfig::parse(text);
  if (!config) return fail(config.error());
  return check_format(*config);
}

std::string refusal_of(const std::string& text) {
  const Result<std::size_t> size = format_of(text);
  if (size) return "";
  CHECK(size.error().kind == ErrorKind::kCorrupt);
  return size.error().message;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The object format decides the size of ids") {
  CHECK(*format_of("") == ObjectId::kSha1Size);
  CHECK(*format_of("[core]\nrepositoryformatversion = 0\n") == ObjectId::kSha1Size);
  const std::string one = "[core]\nrepositoryformatversion = 1\n[extensions]\n";
  CHECK(*format_of(one) == ObjectId::kSha1Size);
  CHECK(*format_of(one + "objectFormat = sha1\n") == ObjectId::kSha1Size);
  CHECK(*format_of(one + "objectFormat = sha256\nrefStorage = files\nnoop\npartialClone = o\n"
                         "preciousObjects = true\nworktreeConfig = true\n") ==
        ObjectId::kSha256Size);
}

TEST_CASE("A format that is not known is refused with what is not known") {
  const std::string one = "[core]\nrepositoryformatversion = 1\n[extensions]\n";
  CHECK(holds(refusal_of("[core]\nrepositoryformatversion = 2\n"), "'2'"));
  CHECK(holds(refusal_of("[core]\nrepositoryformatversion = -1\n"), "'-1'"));
  CHECK(holds(refusal_of(one + "futureThing = true\n"), "extensions.futurething"));
  CHECK(holds(refusal_of(one + "objectFormat = md5\n"), "'md5'"));
  CHECK(holds(refusal_of(one + "refStorage = reftable\n"), "'reftable'"));
  CHECK(holds(refusal_of("[extensions]\nobjectFormat = sha256\n"), "objectFormat"));
  CHECK(holds(refusal_of("[extensions]\nrefStorage = reftable\n"), "refStorage"));
  CHECK(refusal_of("[extensions]\nfutureThing = true\n") == "");
}

TEST_CASE("A git directory is found through .git files and commondir files") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  const TempDir place;
  recipe.git({"worktree", "add", "-q", place / "side"});
  const Result<RepositoryLayout> side = read_layout(place / "side/.git");
  REQUIRE(side);
  CHECK(side->git_dir == recipe.path() + "/.git/worktrees/side");
  CHECK(side->common_dir == recipe.path() + "/.git");

  write_whole_file(place / "relative", "gitdir: side/../side/.git/\r\n");
  fs::create_directory_symlink(recipe.path() + "/.git", place / "link");
  CHECK(read_layout(place / "link")->git_dir == recipe.path() + "/.git");
  write_whole_file(place / "relative", "gitdir: link/worktrees/side\r\n");
  CHECK(read_layout(place / "relative")->git_dir == side->git_dir);
}

TEST_CASE("What is no git directory is refused with what is missing") {
  const TempDir place;
  write_whole_file(place / "empty", "");
  write_whole_file(place / "other", "gitdir /tmp\n");
  write_whole_file(place / "nowhere", "gitdir: /nowhere/at/all\n");
  for (const char* name : {"empty", "other", "nowhere", "missing"}) {
    CAPTURE(name);
    CHECK_FALSE(read_layout(place / name));
  }
  for (const char* name : {"HEAD", "objects", "refs"}) {
    CAPTURE(name);
    GitRepoBuilder recipe;
    fs::remove_all(recipe.git_dir() / name);
    const Result<RepositoryLayout> layout = read_layout(recipe.git_dir().string());
    REQUIRE_FALSE(layout);
    CHECK(holds(layout.error().message, std::string("/") + name + " is missing"));
  }
}

}  // namespace keyhound::testing
