// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_commits.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

OpenRepository open_repository(const testing::GitRepoBuilder& builder) {
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  return OpenRepository(std::move(*repository));
}

std::string hex_of(const std::optional<ObjectId>& id) { return id ? id->hex() : "none"; }

}  // namespace

TEST_CASE("At least seven digits name a commit") {
  const ObjectId id = *ObjectId::from_hex("0123456789abcdef0123456789abcdef01234567");
  CHECK(names_commit("0123456789abcdef0123456789abcdef01234567", id));
  CHECK(names_commit("0123456789AB", id));
  CHECK_FALSE(names_commit("012345", id));
  CHECK_FALSE(names_commit("", id));
  CHECK_FALSE(names_commit("1123456", id));
}

TEST_CASE("A commit that the environment names is found by its id, and by nothing else") {
  testing::GitRepoBuilder builder;
  const std::string commit = builder.commit_file("a", "1", "c0");
  const std::string tree = builder.git({"rev-parse", "HEAD^{tree}"});
  builder.git({"tag", "deadbeef", commit});
  OpenRepository opened = open_repository(builder);
  CiCommits commits(opened);
  CHECK(hex_of(*commits.find_told({commit, "X"})) == commit);
  CHECK(hex_of(*commits.find_told({commit.substr(0, 12), "X"})) == commit);
  CHECK(hex_of(*commits.find_told({tree, "X"})) == "none");
  CHECK(hex_of(*commits.find_told({"deadbeef", "X"})) == "none");
  CHECK(hex_of(*commits.find_told({"", "X"})) == "none");
  for (const char* wrong : {"HEAD", "abc", "refs/heads/main", "--all"}) {
    const auto found = commits.find_told({wrong, "X"});
    REQUIRE_FALSE(found);
    CHECK(found.error().message.starts_with("X is '"));
  }
}

TEST_CASE("A branch is that of the remote, else the local one; odd names are none") {
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", "1", "c0");
  const std::string second = builder.commit_file("a", "2", "c1");
  builder.git({"update-ref", "refs/heads/release", second});
  OpenRepository opened = open_repository(builder);
  CHECK(hex_of(CiCommits(opened).find_branch("release")) == second);
  builder.git({"update-ref", "refs/remotes/origin/release", first});
  CHECK(hex_of(CiCommits(opened).find_branch("release")) == first);
  for (const char* name : {"", "none", "../../HEAD", "a..b", "\n"})
    CHECK(hex_of(CiCommits(opened).find_branch(name)) == "none");
}

}  // namespace keyhound
