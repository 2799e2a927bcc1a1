// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/range_scan.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/history_output.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

testing::HistoryOutput scanned(const ScanFixture& fixture, const testing::GitRepoBuilder& builder,
                               ScanMode mode, const std::string& revision) {
  ScanRequest request;
  request.mode = mode;
  request.revision = revision;
  request.threads = 2;
  return {fixture, builder, request, scan_range};
}

}  // namespace

TEST_CASE("Commits that a revision does not reach are scanned, with the message of each") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", acme_token(1) + "\n", acme_token(5));
  builder.tag("v1", "one");
  const std::string second =
      builder.commit_file("a", acme_token(1) + "\n" + acme_token(2) + "\n", acme_token(6));
  builder.pack();
  const auto output = scanned(fixture, builder, ScanMode::kSince, "v1");
  REQUIRE(output.status);
  CHECK(output.of(acme_token(1)).empty());
  CHECK(output.of(acme_token(5)).empty());
  REQUIRE(output.of(acme_token(2)).size() == 1);
  CHECK(output.of(acme_token(2))[0].commit.id == second);
  CHECK(output.of(acme_token(6)).size() == 1);
  CHECK(output.output.statistics.commits == 1);
}

TEST_CASE("A secret that moves to another file within a range is found there") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string base = builder.commit_file("a", "x\n" + acme_token(1) + "\n", "c0");
  builder.write("a", "x\n").write("b", "y\n" + acme_token(1) + "\n");
  builder.stage().commit("c1");
  const auto output = scanned(fixture, builder, ScanMode::kRange, base + "..HEAD");
  REQUIRE(output.status);
  REQUIRE(output.of(acme_token(1)).size() == 1);
  CHECK(output.of(acme_token(1))[0].location.path == "b");
}

TEST_CASE("Objects that are named are scanned but for what the hidden commits reach, tags too") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", acme_token(1) + "\n", "c0");
  const std::string second = builder.commit_file("b", acme_token(2) + "\n", "c1");
  builder.tag("v1", acme_token(3));
  ScanRequest request;
  request.mode = ScanMode::kRange;
  request.tips = {builder.git({"rev-parse", "v1"})};
  request.hidden = {first};
  const testing::HistoryOutput output(fixture, builder, request, scan_range);
  REQUIRE(output.status);
  CHECK(output.of(acme_token(1)).empty());
  CHECK(output.of(acme_token(2)).size() == 1);
  CHECK(output.of(acme_token(3)).size() == 1);
  request.hidden = {second};
  const testing::HistoryOutput tag_alone(fixture, builder, request, scan_range);
  CHECK(tag_alone.of(acme_token(2)).empty());
  CHECK(tag_alone.of(acme_token(3)).size() == 1);
  request.tips = {"no id"};
  CHECK_FALSE(testing::HistoryOutput(fixture, builder, request, scan_range).status);
}

TEST_CASE("A range without commits has no findings") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", acme_token(1), "c0");
  const auto output = scanned(fixture, builder, ScanMode::kRange, "HEAD..HEAD");
  REQUIRE(output.status);
  CHECK(output.findings.empty());
  CHECK(output.output.statistics.commits == 0);
}

TEST_CASE("A revision that names nothing is a wrong use") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "x", "c0");
  for (const ScanMode mode : {ScanMode::kRange, ScanMode::kSince}) {
    const auto output = scanned(fixture, builder, mode, "nowhere");
    REQUIRE_FALSE(output.status);
    CHECK(output.status.error().kind == ErrorKind::kUsage);
  }
}

}  // namespace keyhound
