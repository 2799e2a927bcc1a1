// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/staged_scan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "scanner/git/repository.h"
#include "scanner/scan/open_repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

std::vector<std::string> staged_places(const ScanFixture& fixture,
                                       const testing::GitRepoBuilder& builder, bool with_known) {
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  OpenRepository opened(std::move(*repository));
  ScanOutput output(fixture.context());
  REQUIRE(scan_staged(fixture.context(), {}, opened, with_known, output));
  std::vector<std::string> all;
  for (const Finding& finding : output.collector.take(fixture.scanner())) {
    for (const Occurrence& o : finding.occurrences) {
      CHECK(o.in_worktree);
      CHECK(o.commit.id.empty());
      all.push_back(o.location.path + ":" + std::to_string(o.location.start.line) +
                    std::string(to_string(o.location.part)));
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("Only the bytes of the index count, not those of the work tree") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "clean\n", "c0");
  builder.write("a", acme_token(1)).stage("a").write("a", "clean again\n");
  builder.write("b", acme_token(2));
  CHECK(staged_places(fixture, builder, false) == Places{"a:1"});
}

TEST_CASE("A secret that HEAD's version of the file holds is known, a new one beside it is not") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", acme_token(1) + "\n", "c0");
  builder.write("a", "moved\n" + acme_token(1) + "\n" + acme_token(2) + "\n").stage();
  CHECK(staged_places(fixture, builder, false) == Places{"a:3"});
  CHECK(staged_places(fixture, builder, true) == Places{"a:2", "a:3"});
}

TEST_CASE("A known secret in another file, and a name with a token, are new") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", acme_token(1) + "\n", "c0");
  builder.write("b", acme_token(1)).write(acme_token(3), "x").stage();
  const Places found = staged_places(fixture, builder, false);
  REQUIRE(found.size() == 2);
  CHECK(std::find(found.begin(), found.end(), "b:1") != found.end());
  CHECK(std::any_of(found.begin(), found.end(),
                    [](const std::string& place) { return place.ends_with(":1path"); }));
}

TEST_CASE("While a merge is in progress, what the other side's versions hold is known, too") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "base\n", "c0");
  builder.branch("side").checkout("side");
  builder.write("a", acme_token(1) + "\n").write("b", acme_token(2) + "\n").stage().commit("c1");
  builder.checkout("main");
  builder.commit_file("c", "x\n", "c2");
  builder.git({"merge", "-q", "--no-commit", "--no-ff", "side"});
  CHECK(staged_places(fixture, builder, false).empty());
  builder.write("a", acme_token(1) + "\n" + acme_token(3) + "\n").stage();
  builder.write("c", acme_token(2) + "\n").stage();
  CHECK(staged_places(fixture, builder, false) == Places{"a:2", "c:1"});
  CHECK(staged_places(fixture, builder, true) == Places{"a:1", "a:2", "b:1", "c:1"});
}

TEST_CASE("A repository without a commit has its whole index staged") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.write("a", acme_token(1)).stage();
  CHECK(staged_places(fixture, builder, false) == Places{"a:1"});
}

}  // namespace keyhound
