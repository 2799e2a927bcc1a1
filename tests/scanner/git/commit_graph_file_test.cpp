// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_graph_file.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {
namespace {

// Three branches, a merge of two and an octopus.
void commit_branches(GitRepoBuilder& builder) {
  builder.commit_file("a", "one", "one");
  for (const char* branch : {"x", "y", "z"}) builder.branch(branch);
  for (const char* branch : {"x", "y", "z"}) {
    builder.checkout(branch);
    builder.commit_file(branch, "text", "on a branch");
  }
  builder.checkout("main");
  builder.commit_file("b", "two", "two");
  builder.git({"merge", "-q", "-m", "octopus", "x", "y", "z"});
  builder.commit_file("c", "three", "three");
}

std::size_t check_all(const GitRepoBuilder& builder) {
  Opened opened(builder);
  const CommitGraphFile graph =
      CommitGraphFile::open(builder.git_dir().string() + "/objects", opened.repository.id_size());
  const History history = opened.history();
  std::size_t known = 0;
  for (const CommitRecord& commit : history.commits) {
    const auto shape = graph.find(commit.id);
    if (!shape) continue;
    ++known;
    CHECK(shape->tree == commit.tree);
    CHECK(shape->committed == commit.committed);
    const auto parents = history.parents_of(commit);
    REQUIRE(shape->parents.size() == parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i)
      CHECK(shape->parents[i] == history.commits[parents[i]].id);
  }
  return known;
}

}  // namespace

TEST_CASE("The commit-graph file says of every commit what the commit says") {
  GitRepoBuilder builder;
  commit_branches(builder);
  CHECK(check_all(builder) == 0);
  builder.git({"commit-graph", "write", "--reachable"});
  CHECK(check_all(builder) == 7);
}

TEST_CASE("A chain of commit-graph files is read as one") {
  GitRepoBuilder builder;
  commit_branches(builder);
  builder.git({"commit-graph", "write", "--reachable", "--split=no-merge"});
  builder.commit_file("d", "four", "four");
  builder.git({"commit-graph", "write", "--reachable", "--split=no-merge"});
  CHECK(check_all(builder) == 8);
}

TEST_CASE("A damaged commit-graph file gives nothing false out of bounds") {
  GitRepoBuilder builder;
  commit_branches(builder);
  builder.git({"commit-graph", "write", "--reachable"});
  const auto path = builder.git_dir() / "objects/info/commit-graph";
  const ObjectId head = id_of(builder.head());
  const std::uint64_t size = std::filesystem::file_size(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  for (std::uint64_t i = 0; i < size; ++i) {
    flip_bytes(path, i, 1);
    static_cast<void>(
        CommitGraphFile::open(builder.git_dir().string() + "/objects", ObjectId::kSha1Size)
            .find(head));
    flip_bytes(path, i, 1);
  }
  for (const std::uint64_t kept : {std::uint64_t{0}, std::uint64_t{7}, size / 2, size - 21}) {
    std::filesystem::resize_file(path, kept);
    CHECK(CommitGraphFile::open(builder.git_dir().string() + "/objects", ObjectId::kSha1Size)
              .size() == 0);
  }
}

TEST_CASE("A range is the same with and without a commit-graph file") {
  GitRepoBuilder builder;
  commit_branches(builder);
  Opened opened(builder);
  const auto before = ids(opened.history(*range_scope(opened.repository, "main~1^2..main")));
  builder.git({"commit-graph", "write", "--reachable"});
  Opened again(builder);
  CHECK(ids(again.history(*range_scope(again.repository, "main~1^2..main"))) == before);
  CHECK(before.size() == 5);
}

}  // namespace keyhound::testing
