// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/commit_scan.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/history_output.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

testing::HistoryOutput scanned(const ScanFixture& fixture, const testing::GitRepoBuilder& builder,
                               const std::string& revision, unsigned threads = 2) {
  ScanRequest request;
  request.mode = ScanMode::kCommit;
  request.revision = revision;
  request.threads = threads;
  return {fixture, builder, request, scan_commit};
}

}  // namespace

TEST_CASE("The files of a commit are scanned as they were, whatever is checked out") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("gone", acme_token(1), "c0");
  builder.commit_removal("gone", "c1");
  builder.write("a", acme_token(2)).write("b/a", acme_token(2));
  builder.write(acme_token(3), "x").stage();
  const std::string asked = builder.commit("c2 " + acme_token(5));
  builder.commit_file("a", "nothing", "c3");
  builder.write("d", acme_token(4));
  const auto output = scanned(fixture, builder, asked);
  REQUIRE(output.status);
  CHECK(output.of(acme_token(1)).empty());
  REQUIRE(output.of(acme_token(2)).size() == 2);
  CHECK(output.of(acme_token(2))[0].location.path == "a");
  CHECK(output.of(acme_token(2))[1].location.path == "b/a");
  REQUIRE(output.of(acme_token(3)).size() == 1);
  CHECK(output.of(acme_token(3))[0].location.part == LocationPart::kPath);
  CHECK(output.of(acme_token(4)).empty());
  CHECK(output.of(acme_token(5)).empty());
  CHECK(output.output.statistics.blobs == 2);
}

TEST_CASE("A commit without files has no findings; a revision that names nothing is a wrong use") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit("empty");
  CHECK(scanned(fixture, builder, "HEAD").findings.empty());
  const auto nothing = scanned(fixture, builder, "nowhere");
  REQUIRE_FALSE(nothing.status);
  CHECK(nothing.status.error().kind == ErrorKind::kUsage);
}

TEST_CASE("The definitions of a commit are read as they were") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file(".github/workflows/ci.yml",
                      "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n      - run: x\n", "c0");
  builder.commit_removal(".github/workflows/ci.yml", "c1");
  CHECK(scanned(fixture, builder, "HEAD~1").output.definitions.size() == 1);
  CHECK(scanned(fixture, builder, "HEAD").output.definitions.empty());
}

}  // namespace keyhound
