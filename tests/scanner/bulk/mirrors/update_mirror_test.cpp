// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "scanner/bulk/mirrors/mirror.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::GitRepoBuilder;
using testing::TempDir;

Target target_of(const std::string& location, const std::string& name = "host/acme/pay") {
  Target target;
  target.name = name;
  target.location = location;
  return target;
}

MirrorOptions options_in(const TempDir& cache) {
  MirrorOptions options;
  options.cache = cache.str();
  options.protocols = {"file"};
  return options;
}

Mirror mirror_of(const GitRepoBuilder& remote, const MirrorOptions& options) {
  auto mirror = update_mirror(target_of("file://" + remote.path()), options);
  REQUIRE_MESSAGE(mirror, mirror.error().reason, ": ", mirror.error().message);
  return *mirror;
}

std::string refs_of(const std::string& repository) {
  testing::RunOptions options;
  options.environment["GIT_DIR"] = repository;
  return testing::run({"git", "for-each-ref"}, options).out;
}

TEST_CASE("A mirror has the remote's refs and HEAD, and follows them") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  remote.tag("v1", "first");
  const TempDir cache;
  const MirrorOptions options = options_in(cache);
  Mirror first = mirror_of(remote, options);
  CHECK(first.is_new);
  CHECK(first.path == cache / "mirrors/host/acme/pay.git");
  CHECK(refs_of(first.path) == refs_of(remote.path() + "/.git"));
  const std::string digest = refs_digest_of(first.path).value();
  first = {};

  Mirror same = mirror_of(remote, options);
  CHECK_FALSE(same.is_new);
  CHECK(refs_digest_of(same.path).value() == digest);
  same = {};

  SUBCASE("a commit") { remote.commit_file("a", "2", "two"); }
  SUBCASE("a force push") { remote.git({"commit", "--amend", "-q", "-m", "another"}); }
  SUBCASE("a renamed default branch") { remote.git({"branch", "-m", "main", "trunk"}); }
  SUBCASE("another default branch at the same commit") {
    remote.branch("other");
    remote.git({"symbolic-ref", "HEAD", "refs/heads/other"});
  }
  SUBCASE("a detached HEAD") {
    remote.commit_file("a", "2", "two");
    remote.checkout("HEAD~1");
  }
  SUBCASE("a deleted tag") { remote.git({"tag", "-d", "v1"}); }
  SUBCASE("a branch in the place of a folder of branches") {
    remote.branch("x/y");
    const Mirror between = mirror_of(remote, options);
    remote.git({"branch", "-D", "x/y"});
    remote.branch("x");
  }
  const Mirror changed = mirror_of(remote, options);
  CHECK_FALSE(changed.is_new);
  CHECK(refs_of(changed.path) == refs_of(remote.path() + "/.git"));
  CHECK(testing::read_whole_file(changed.path + "/HEAD") ==
        testing::read_whole_file(remote.path() + "/.git/HEAD"));
  CHECK(refs_digest_of(changed.path).value() != digest);
}

}  // namespace
}  // namespace keyhound
