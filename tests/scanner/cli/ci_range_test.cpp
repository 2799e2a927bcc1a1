// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_range.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

constexpr CiPlatform kPlatform = {"made-up", "Made-up CI",     nullptr, nullptr, "ask for more",
                                  "",        CiSummary::kNone, {},      {}};

struct Range {
  explicit Range(const testing::GitRepoBuilder& builder) : path(builder.path()) {}

  Result<CiRange> derive() const {
    auto repository = Repository::open(path);
    REQUIRE(repository);
    OpenRepository opened(std::move(*repository));
    return derive_ci_range(opened, kPlatform, run, given);
  }
  std::string base() const {
    const auto range = derive();
    REQUIRE(range);
    return range->is_everything() ? "everything" : range->base.hex();
  }
  std::string error() const {
    const auto range = derive();
    REQUIRE_FALSE(range);
    CHECK(range.error().kind == ErrorKind::kUsage);
    return range.error().message;
  }

  std::string path;
  CiRun run;
  CiRevisions given;
};

}  // namespace

TEST_CASE("A push without a base is compared with the default branch, where that is another") {
  testing::GitRepoBuilder builder;
  const std::string main = builder.commit_file("a", "1", "c0");
  builder.git({"update-ref", "refs/remotes/origin/main", main});
  const std::string head = builder.commit_file("a", "2", "c1");
  Range range(builder);
  range.run.event = CiEvent::kPush;
  range.run.branch = "topic";
  CHECK(range.base() == "everything");  // the default branch is not known
  range.run.default_branch = "main";
  CHECK(range.base() == main);
  CHECK(range.derive()->merge_base.hex() == main);
  CHECK(range.derive()->head.hex() == head);
  CHECK(range.derive()->commits == 1);
  range.run.branch = "main";
  CHECK(range.base() == "everything");
  range.run.branch.clear();
  CHECK(range.base() == "everything");
  // Only what the remote says is known, never guessed.
  range.run = CiRun{};
  range.run.event = CiEvent::kPush;
  range.run.branch = "topic";
  builder.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  CHECK(range.base() == main);
}

TEST_CASE("A pull request is compared with its base, else with its branch, else refused") {
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", "1", "c0");
  const std::string second = builder.commit_file("a", "2", "c1");
  builder.git({"update-ref", "refs/remotes/origin/main", second});
  builder.commit_file("a", "3", "c2");
  Range range(builder);
  range.run.event = CiEvent::kPullRequest;
  range.run.base = {first, "BASE"};
  range.run.base_branch = "main";
  CHECK(range.base() == first);
  range.run.base.id = first.substr(0, 12);
  CHECK(range.base() == first);
  range.run.base.id = std::string(40, 'e');
  CHECK(range.base() == second);
  REQUIRE(range.derive()->notes.size() == 1);
  CHECK(range.derive()->notes[0].kind == "base-gone");
  CHECK_FALSE(range.derive()->notes[0].incomplete);
  range.run.base_branch = "elsewhere";
  CHECK(range.error().starts_with("commit " + std::string(40, 'e') + ", which BASE names"));
  range.given.base = "HEAD~1";
  CHECK(range.base() == second);
}

TEST_CASE("A change that the base has already is a note, since nothing is scanned") {
  testing::GitRepoBuilder builder;
  const std::string head = builder.commit_file("a", "1", "c0");
  Range range(builder);
  range.run.event = CiEvent::kPush;
  range.run.base = {head, "BASE"};
  REQUIRE(range.derive()->notes.size() == 1);
  CHECK(range.derive()->notes[0].kind == "empty-range");
}

TEST_CASE("What is checked out has to be what the run is about") {
  testing::GitRepoBuilder builder;
  const std::string base = builder.commit_file("a", "1", "c0");
  builder.branch("topic").checkout("topic");
  const std::string source = builder.commit_file("b", "1", "t1");
  builder.checkout(base);
  const std::string main = builder.commit_file("a", "2", "c1");
  builder.git({"merge", "-q", "--no-ff", "-m", "m", source});
  Range range(builder);
  range.run.event = CiEvent::kPullRequest;
  range.run.heads = {{"", "NOTHING"}, {source, "HEAD_COMMIT"}};
  range.run.source = {source, "HEAD_COMMIT"};
  range.run.base = {base, "BASE"};
  CHECK(range.base() == main);  // the merge says what it was merged into
  range.run.heads = {{std::string(40, 'e'), "HEAD_COMMIT"}};
  CHECK(range.error().starts_with("HEAD_COMMIT says that this pull request is about commit eee"));
  range.given.head = source;
  CHECK(range.base() == base);
}

}  // namespace keyhound
