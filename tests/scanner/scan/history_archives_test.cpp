// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_archives.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/scanner/scan/history_output.h"
#include "tests/support/archive_builder.h"

namespace keyhound {
namespace {

using testing::GitRepoBuilder;
using testing::zip_of;

std::string archive_with(unsigned n) {
  return zip_of({{"b/c.env", "x\ntoken " + acme_token(n) + "\n"}});
}

ScanRequest opening() {
  ScanRequest request;
  request.archives.emplace();
  request.threads = 2;
  return request;
}

// Archives that are changed, moved, removed, and in a branch; and what is none.
void write_archives(GitRepoBuilder& repo) {
  for (unsigned i = 0; i < 4; ++i)
    repo.commit_file("a.zip", archive_with(i), "change " + std::to_string(i));
  repo.commit_file("d/moved.jar", archive_with(3), "copy");
  repo.commit_removal("a.zip", "remove");
  repo.commit_file("plain.txt", acme_token(9), "text");
  repo.commit_file("cut.zip", archive_with(7).substr(0, 40), "cut");
}

}  // namespace

TEST_CASE("Archives in history are opened, and stand where their blobs do") {
  const ScanFixture fixture;
  GitRepoBuilder repo;
  write_archives(repo);
  const testing::HistoryOutput out(fixture, repo, opening(), scan_history);
  REQUIRE(out.status);
  const auto first = out.of(acme_token(0));
  REQUIRE(first.size() == 1);
  CHECK(first[0].location.path == "a.zip!b/c.env");
  CHECK(first[0].location.start == SourcePosition{2, 7});
  CHECK_FALSE(first[0].in_head);
  CHECK(first[0].removal().id.size() == 40);
  CHECK(out.of(acme_token(3)).size() == 2);
  CHECK(std::any_of(
      out.output.diagnostics.begin(), out.output.diagnostics.end(),
      [](const Diagnostic& one) { return one.subject.starts_with("cut.zip") && one.incomplete; }));
}

TEST_CASE("Both ways of scanning history agree on archives, packed or not, with any memory") {
  const ScanFixture fixture;
  GitRepoBuilder repo;
  write_archives(repo);
  const testing::HistoryOutput by_range(fixture, repo, opening(), scan_range);
  REQUIRE(by_range.status);
  const auto wanted = testing::print(by_range.findings);
  for (const std::uint64_t memory : {std::uint64_t{1} << 20, std::uint64_t{1} << 30}) {
    ScanRequest request = opening();
    request.memory_limit = memory;
    const testing::HistoryOutput out(fixture, repo, request, scan_history);
    REQUIRE(out.status);
    CHECK(testing::print(out.findings) == wanted);
    repo.pack();
  }
}

TEST_CASE("Without the option archives are bytes as any others") {
  const ScanFixture fixture;
  GitRepoBuilder repo;
  write_archives(repo);
  const testing::HistoryOutput out(fixture, repo, {}, scan_history);
  REQUIRE(out.status);
  for (const Finding& finding : out.findings) {
    for (const Occurrence& one : finding.occurrences)
      CHECK(one.location.path.find('!') == std::string::npos);
  }
  CHECK(out.output.diagnostics.empty());
}

TEST_CASE("An archive that nothing reaches is opened where such objects are asked for") {
  const ScanFixture fixture;
  GitRepoBuilder repo;
  repo.commit_file("a", "x", "one");
  repo.blob(archive_with(5));
  ScanRequest request = opening();
  CHECK(testing::HistoryOutput(fixture, repo, request, scan_history).findings.empty());
  request.unreachable = true;
  const testing::HistoryOutput out(fixture, repo, request, scan_history);
  const auto places = out.of(acme_token(5));
  REQUIRE(places.size() == 1);
  CHECK(places[0].location.path == "!b/c.env");
  CHECK_FALSE(places[0].reachable);
}

}  // namespace keyhound
