// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_scan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/scanner/scan/history_output.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

// The scan that the request asks for. Each blob read on its own through its commits is the slow way
// to what the whole history gives: both are compared.
struct Scanned : testing::HistoryOutput {
  Scanned(const ScanFixture& fixture, const testing::GitRepoBuilder& builder,
          const ScanRequest& request)
      : HistoryOutput(fixture, builder, request, is_range(request) ? scan_range : scan_history) {
    REQUIRE(status);
    if (is_range(request) || request.unreachable || !output.diagnostics.empty()) return;
    const HistoryOutput slow(fixture, builder, request, scan_range);
    REQUIRE(slow.status);
    CHECK(testing::print(slow.findings) == testing::print(findings));
  }

  static bool is_range(const ScanRequest& request) {
    return request.mode == ScanMode::kRange || request.mode == ScanMode::kSince;
  }
};

}  // namespace

TEST_CASE("A secret is attributed to the commits that brought it in, in their order") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("z", "nothing", "c0");
  builder.author("Bo Builder", "bo@acme.example");
  const std::string first = builder.commit_file("z", acme_token(1) + "\n", "c1");
  builder.author("Cy Copy", "cy@acme.example");
  const std::string second = builder.commit_file("a", acme_token(1) + "\nmore\n", "c2");
  builder.commit_removal("z", "c3");
  const Scanned scanned(fixture, builder, {});
  const auto found = scanned.of(acme_token(1));
  REQUIRE(found.size() == 2);
  CHECK(found[0].location.path == "z");
  CHECK(found[0].commit.id == first);
  CHECK(found[0].commit.author == "Bo Builder");
  CHECK(found[0].commit.author_email == "bo@acme.example");
  CHECK_FALSE(found[0].in_head);
  CHECK(found[1].commit.id == second);
  CHECK(found[1].in_head);
  CHECK(found[1].reachable);
  CHECK(found[1].blob == builder.git({"rev-parse", "HEAD:a"}));
  CHECK(scanned.output.statistics.commits == 4);
  CHECK(scanned.output.statistics.blobs == 3);
  CHECK(scanned.output.diagnostics.empty());
}

TEST_CASE("Messages, headers, tags and paths are texts of the history too") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string in_message = builder.commit_file("a", "x", "subject\n\n" + acme_token(1));
  builder.tag("v1", "release " + acme_token(2));
  builder.author("Ana " + acme_token(3), "a@acme.example");
  builder.commit_file("dir/" + acme_token(4) + "/b", "x", "c1");
  const Scanned scanned(fixture, builder, {});
  struct Row {
    unsigned n;
    LocationPart part;
  };
  for (const Row& row : {Row{1, LocationPart::kCommitMessage}, Row{2, LocationPart::kTagMessage},
                         Row{3, LocationPart::kCommitHeader}, Row{4, LocationPart::kPath}}) {
    CAPTURE(row.n);
    const auto found = scanned.of(acme_token(row.n));
    REQUIRE(found.size() == 1);
    CHECK(found[0].location.part == row.part);
  }
  CHECK(scanned.of(acme_token(1))[0].commit.id == in_message);
  CHECK(scanned.of(acme_token(1))[0].location.start == SourcePosition{3, 1});
  CHECK(scanned.of(acme_token(4))[0].in_head);
}

TEST_CASE("Objects that no ref reaches are found on request, as unreachable") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "x", "c0");
  builder.blob(acme_token(1));
  const std::string lost = builder.commit_file("b", acme_token(2), "c1");
  builder.git({"update-ref", "HEAD", "HEAD~1"});
  ScanRequest request;
  CHECK(Scanned(fixture, builder, request).findings.empty());
  request.unreachable = true;
  const Scanned scanned(fixture, builder, request);
  REQUIRE(scanned.of(acme_token(1)).size() == 1);
  CHECK_FALSE(scanned.of(acme_token(1))[0].reachable);
  REQUIRE(scanned.of(acme_token(2)).size() == 1);
  CHECK(scanned.of(acme_token(2))[0].commit.id == lost);
  CHECK_FALSE(scanned.of(acme_token(2))[0].reachable);
}

TEST_CASE("What hangs on a missing tree is found all the same, and the scan is incomplete") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("d/a", acme_token(1), "c0");
  std::filesystem::remove(builder.loose_object_path(builder.git({"rev-parse", "HEAD:d"})));
  const Scanned scanned(fixture, builder, {});
  CHECK(scanned.of(acme_token(1)).size() == 1);
  CHECK(
      std::any_of(scanned.output.diagnostics.begin(), scanned.output.diagnostics.end(),
                  [](const Diagnostic& d) { return d.kind == "missing-object" && d.incomplete; }));
}

TEST_CASE("Only what the commits of a range add is reported") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string base = builder.commit_file("a", acme_token(1) + "\n", acme_token(5));
  builder.commit_file("a", acme_token(1) + "\ntouched\n", "c1");
  builder.commit_file("a", acme_token(1) + "\n" + acme_token(2) + "\n", acme_token(6));
  builder.tag("v1", acme_token(7));
  ScanRequest request;
  request.mode = ScanMode::kRange;
  request.revision = base + "..HEAD";
  const Scanned scanned(fixture, builder, request);
  CHECK(scanned.of(acme_token(1)).empty());
  CHECK(scanned.of(acme_token(2)).size() == 1);
  CHECK(scanned.of(acme_token(5)).empty());
  CHECK(scanned.of(acme_token(6)).size() == 1);
}

}  // namespace keyhound
