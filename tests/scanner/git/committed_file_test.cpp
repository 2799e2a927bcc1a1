// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/committed_file.h"

#include <doctest/doctest.h>

#include "scanner/git/git_library.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {

TEST_CASE("A file is read as a commit has it, whatever the work tree holds") {
  testing::GitRepoBuilder repo;
  const std::string first = repo.commit_file("a/b/c.txt", "one\n", "Begin");
  repo.commit_file("a/b/c.txt", "two\n", "Change");
  repo.pack().write("a/b/c.txt", "three\n");
  const GitLibrary library;
  const auto repository = Repository::open(repo.path());
  REQUIRE(repository);
  const auto before = read_committed_file(*repository, "HEAD~1", "a/b/c.txt", 100);
  REQUIRE(before);
  CHECK(before->content == "one\n");
  CHECK(before->commit == first);
  CHECK(read_committed_file(*repository, "HEAD", "a/b/c.txt", 100)->content == "two\n");

  const auto error = [&](const std::string& revision, const std::string& path,
                         std::uint64_t limit) {
    const auto file = read_committed_file(*repository, revision, path, limit);
    REQUIRE_FALSE(file);
    return file.error().kind;
  };
  CHECK(error("gone", "a/b/c.txt", 100) == ErrorKind::kUsage);
  CHECK(error("HEAD", "a/b", 100) == ErrorKind::kUsage);
  CHECK(error("HEAD", "a/b/c.txt/d", 100) == ErrorKind::kUsage);
  CHECK(error("HEAD", "", 100) == ErrorKind::kUsage);
  CHECK(error("HEAD", "a/b/c.txt", 3) == ErrorKind::kLimit);
}

}  // namespace keyhound
