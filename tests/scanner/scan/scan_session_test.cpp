// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_session.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/model/redaction.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

ScanRequest request_for(ScanMode mode, std::string target, std::string revision = {}) {
  ScanRequest request;
  request.mode = mode;
  request.target = std::move(target);
  request.revision = std::move(revision);
  request.threads = 2;
  return request;
}

ScanResult scanned(const ScanFixture& fixture, const ScanRequest& request) {
  auto result = run_scan(fixture.context(), request);
  REQUIRE(result);
  return std::move(*result);
}

}  // namespace

TEST_CASE("Each mode names its kind and finds what it looks at") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("remote.origin.url", "https://user:pass@git.acme.example/team/app.git");
  builder.commit_file("old", acme_token(1), "c0");
  const std::string second = builder.commit_removal("old", "c1");
  builder.commit_file("kept", acme_token(2), "c2");
  builder.write("staged", acme_token(3)).stage();
  builder.write("loose", acme_token(4));
  struct Row {
    ScanMode mode;
    std::string revision, kind;
    std::size_t findings;
  };
  for (const Row& row :
       std::initializer_list<Row>{{ScanMode::kEverything, "", "history", 4},
                                  {ScanMode::kHistoryOnly, "", "history", 2},
                                  {ScanMode::kTreeOnly, "", "tree", 3},
                                  {ScanMode::kStaged, "", "staged", 1},
                                  {ScanMode::kRange, second + "..HEAD", "range", 1},
                                  {ScanMode::kSince, second, "range", 1}}) {
    CAPTURE(row.kind);
    CAPTURE(static_cast<int>(row.mode));
    const ScanResult result = scanned(fixture, request_for(row.mode, builder.path(), row.revision));
    CHECK(result.scan.kind == row.kind);
    CHECK(result.findings.size() == row.findings);
    CHECK(result.complete());
    CHECK(result.scan.head == builder.head());
    CHECK(result.scan.repository_uri == "https://git.acme.example/team/app.git");
    CHECK(result.rules == &fixture.engine().rules());
    CHECK(result.rules_digest == fixture.engine().rules().digest);
    CHECK(result.scan.started <= result.scan.finished);
  }
}

TEST_CASE("A plain directory is scanned as a tree") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("a/b", acme_token(1));
  for (const ScanMode mode : {ScanMode::kEverything, ScanMode::kTreeOnly}) {
    const ScanResult result = scanned(fixture, request_for(mode, dir.str()));
    CHECK(result.scan.kind == "tree");
    CHECK(result.scan.head.empty());
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].first().location.path == "a/b");
  }
}

TEST_CASE("A target, repository or revision that is not there is an error") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "x", "c0");
  struct Row {
    ScanRequest request;
    ErrorKind kind;
  };
  for (const Row& row : std::initializer_list<Row>{
           {request_for(ScanMode::kEverything, dir / "none"), ErrorKind::kNotFound},
           {request_for(ScanMode::kHistoryOnly, dir.str()), ErrorKind::kUsage},
           {request_for(ScanMode::kStaged, dir.str()), ErrorKind::kUsage},
           {request_for(ScanMode::kRange, builder.path(), "none..HEAD"), ErrorKind::kUsage},
           {request_for(ScanMode::kRange, builder.path(), "HEAD"), ErrorKind::kUsage},
           {request_for(ScanMode::kSince, builder.path(), "none"), ErrorKind::kUsage}}) {
    CAPTURE(row.request.target);
    CAPTURE(row.request.revision);
    const auto result = run_scan(fixture.context(), row.request);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == row.kind);
  }
}

TEST_CASE("No secret is left in the target or in diagnostics") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const std::string token = acme_token(1);
  dir.write_file(token + "/.gitignore/x", "").write_file(token + "/a", "nothing");
  const ScanResult result = scanned(fixture, request_for(ScanMode::kEverything, dir / token));
  CHECK(result.scan.target.ends_with("/" + redact(token)));
  for (const Diagnostic& diagnostic : result.diagnostics) {
    CHECK(diagnostic.subject.find(token) == std::string::npos);
    CHECK(diagnostic.message.find(token) == std::string::npos);
  }
}

TEST_CASE("One thread and eight give the same findings") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  for (unsigned n = 0; n < 40; ++n)
    builder.commit_file("f" + std::to_string(n % 9), acme_token(n % 13) + "\n", acme_token(n % 5));
  const auto summary = [&](unsigned threads) {
    ScanRequest request = request_for(ScanMode::kEverything, builder.path());
    request.threads = threads;
    std::string text;
    for (const Finding& finding : scanned(fixture, request).findings) {
      text += finding.rule_id + finding.fingerprint.short_form() + finding.message;
      for (const Occurrence& o : finding.occurrences)
        text += o.location.path + o.commit.id + o.blob + (o.in_head ? "h" : "");
    }
    return text;
  };
  const std::string one = summary(1);
  CHECK_FALSE(one.empty());
  CHECK(summary(8) == one);
  CHECK(summary(3) == one);
}

TEST_CASE(
    "A rule whose matches have no greatest length is named, and the scan counts as complete") {
  const std::string rules =
      "[[rules]]\nid = \"open\"\ndescription = \"d\"\nregex = \"qzx_[a-z]+\"\n";
  const ScanFixture open(rules);
  const ScanFixture bounded(rules + "max_length = 100\n");
  testing::TempDir dir;
  dir.write_file("a", "nothing\n");
  const ScanResult result = scanned(open, request_for(ScanMode::kTreeOnly, dir.str()));
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].kind == "unbounded-rule");
  CHECK(result.diagnostics[0].subject == "open");
  CHECK(result.complete());
  CHECK(scanned(bounded, request_for(ScanMode::kTreeOnly, dir.str())).diagnostics.empty());
}

}  // namespace keyhound
