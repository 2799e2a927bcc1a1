// SPDX-License-Identifier: Apache-2.0
// Where scan_history() says that findings stand; HistoryPlaces is what it asks.
#include "scanner/scan/history_places.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "scanner/git/object_hash.h"
#include "tests/scanner/git/pack/forest_fixture.h"
#include "tests/scanner/scan/history_output.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

using testing::GitRepoBuilder;

testing::HistoryOutput scanned(const ScanFixture& fixture, const GitRepoBuilder& builder,
                               bool unreachable = false) {
  ScanRequest request;
  request.threads = 2;
  request.unreachable = unreachable;
  testing::HistoryOutput output(fixture, builder, request, scan_history);
  REQUIRE(output.status);
  return output;
}

std::string line(unsigned n) { return acme_token(n) + "\n"; }

}  // namespace

TEST_CASE("An object that is stored twice is reported once") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.commit_file("a", line(1), acme_token(2));
  const std::string blob = builder.git({"rev-parse", "HEAD:a"});
  builder.git({"repack", "-q", "-a"});  // leaves the loose ones
  const testing::OpenForest opened(builder);
  REQUIRE(opened.forest.size() == 6);
  for (NodeNumber n = 0; n < opened.forest.size(); ++n) {
    CHECK(first_node(opened.forest, n) == opened.forest.find(opened.forest.id(n)));
  }
  const auto output = scanned(fixture, builder, true);
  CHECK(output.of(acme_token(1)).size() == 1);
  CHECK(output.of(acme_token(2)).size() == 1);
}

TEST_CASE("The last commit that took a secret from a path is named, at that path") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.commit_file("a", line(1), "c0");
  builder.commit_file("a", "away\n", "c1");
  builder.commit_file("a", line(1), "c2");
  builder.commit_file("a", line(1) + "still\n", "c3");
  const std::string last = builder.commit_removal("a", "c4");
  builder.commit_file("b", line(1), "c5");
  const auto found = scanned(fixture, builder).of(acme_token(1));
  REQUIRE(found.size() == 4);
  for (const Occurrence& one : found) {
    CAPTURE(one.location.path);
    CHECK(one.removal().id == (one.location.path == "a" ? last : ""));
    CHECK(one.in_head == (one.location.path == "b"));
  }
}

TEST_CASE("Another version that holds the secret does not remove it") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.commit_file("a", line(1), "c0");
  builder.commit_file("a", line(1) + "more\n", "c1");
  builder.branch("side").commit_file("z", "z\n", "c2");
  const auto found = scanned(fixture, builder).of(acme_token(1));
  REQUIRE(found.size() == 2);
  CHECK(found[0].removal().id.empty());
  CHECK(found[1].removal().id.empty());
}

TEST_CASE("Each occurrence names the refs that reach its commit, the first five and their number") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.commit_file("a", line(1), "c0");
  for (int i = 0; i < 6; ++i) builder.branch("side" + std::to_string(i));
  builder.commit_file("b", line(2), "c1");
  builder.tag("v1", "annotated");
  const auto output = scanned(fixture, builder);
  REQUIRE(output.of(acme_token(1)).size() == 1);
  CHECK(output.of(acme_token(1))[0].refs.size() == 5);
  CHECK(output.of(acme_token(1))[0].ref_count == 8);
  REQUIRE(output.of(acme_token(2)).size() == 1);
  CHECK(output.of(acme_token(2))[0].refs ==
        std::vector<std::string>{"refs/heads/main", "refs/tags/v1"});
  CHECK(output.of(acme_token(2))[0].ref_count == 2);
}

TEST_CASE("A rule that asks for a path finds a blob at such paths alone") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.write("app.env", "PASSWORD=abcdefgh1\n").write("app.txt", "PASSWORD=abcdefgh1\n");
  builder.stage().commit("c0");
  builder.git({"mv", "app.env", "prod.env"});
  builder.commit("c1");
  const auto output = scanned(fixture, builder);
  REQUIRE(output.findings.size() == 1);
  REQUIRE(output.findings[0].occurrences.size() == 2);
  CHECK(output.findings[0].occurrences[0].location.path == "app.env");
  CHECK(output.findings[0].occurrences[1].location.path == "prod.env");
}

TEST_CASE("What nothing reaches is told when asked for, and when damage may hide what reaches it") {
  const ScanFixture fixture;
  GitRepoBuilder builder;
  builder.commit_file("a", "x\n", "c0");
  builder.blob(line(1));
  CHECK(scanned(fixture, builder).findings.empty());
  const auto asked = scanned(fixture, builder, true).of(acme_token(1));
  REQUIRE(asked.size() == 1);
  CHECK_FALSE(asked[0].reachable);
  CHECK(asked[0].location.path.empty());
  CHECK(asked[0].blob == hash_object(ObjectType::kBlob, line(1), ObjectId::kSha1Size).hex());

  const std::string damaged = builder.git({"rev-parse", "HEAD:a"});
  std::filesystem::remove(builder.loose_object_path(damaged));
  const auto output = scanned(fixture, builder);
  CHECK(output.of(acme_token(1)).size() == 1);
  REQUIRE(output.output.diagnostics.size() == 1);
  CHECK(output.output.diagnostics[0].kind == "missing-object");
  CHECK(output.output.diagnostics[0].subject == damaged);
  CHECK(output.output.diagnostics[0].message.find("blob of a") != std::string::npos);
}

}  // namespace keyhound
