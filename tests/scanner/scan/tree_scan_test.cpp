// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/tree_scan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "scanner/git/repository.h"
#include "scanner/scan/open_repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

// "path part" of all occurrences, in report order.
std::vector<std::string> places(const ScanFixture& fixture, ScanOutput& output) {
  std::vector<std::string> all;
  for (const Finding& finding : output.collector.take(fixture.scanner())) {
    for (const Occurrence& o : finding.occurrences)
      all.push_back(o.location.path + " " + std::string(to_string(o.location.part)));
  }
  std::sort(all.begin(), all.end());
  return all;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("scan_tree scans contents and names, the same on every number of threads") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  Places expected;
  for (unsigned n = 0; n < 100; ++n) {
    const std::string path = "d" + std::to_string(n % 9) + "/f" + std::to_string(n);
    dir.write_file(path, n % 3 == 0 ? acme_token(n) : "nothing");
    if (n % 3 == 0) expected.push_back(path + " ");
  }
  dir.write_file("x/" + acme_token(200), "");
  std::sort(expected.begin(), expected.end());
  for (const unsigned threads : {1U, 2U, 8U}) {
    ScanRequest request;
    request.target = dir.str();
    request.threads = threads;
    ScanOutput output(fixture.context());
    REQUIRE(scan_tree(fixture.context(), request, nullptr, output));
    auto found = places(fixture, output);
    REQUIRE(found.size() == expected.size() + 1);
    CHECK(found.back().ends_with(" path"));
    found.pop_back();
    CHECK(found == expected);
    CHECK(output.statistics.files == 101);
  }
}

TEST_CASE(
    "scan_tree leaves out what .gitignore names, unless told not to, and never tracked files") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.write(".gitignore", "*.log\nbuild/\n");
  builder.write("tracked.log", acme_token(1));
  builder.stage("tracked.log");
  builder.commit("one");
  builder.write("other.log", acme_token(2)).write("build/a", acme_token(3));
  builder.write("sub/b", acme_token(4)).write("sub/c.log", acme_token(5));
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  OpenRepository opened(std::move(*repository));
  for (const bool respects : {true, false}) {
    for (const bool below : {false, true}) {
      ScanRequest request;
      request.target = below ? builder.path() + "/sub" : builder.path();
      request.respect_ignores = respects;
      ScanOutput output(fixture.context());
      REQUIRE(scan_tree(fixture.context(), request, &opened, output));
      const Places found = places(fixture, output);
      CAPTURE(respects);
      CAPTURE(below);
      if (below) {
        CHECK(found == (respects ? Places{"b "} : Places{"b ", "c.log "}));
      } else {
        CHECK(found == (respects ? Places{"sub/b ", "tracked.log "}
                                 : Places{"build/a ", "other.log ", "sub/b ", "sub/c.log ",
                                          "tracked.log "}));
      }
    }
  }
}

TEST_CASE("scan_tree takes one file, and fails for a target that does not exist") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("one", acme_token(1)).write_file("two", acme_token(2));
  ScanRequest request;
  request.target = dir / "one";
  ScanOutput output(fixture.context());
  REQUIRE(scan_tree(fixture.context(), request, nullptr, output));
  CHECK(places(fixture, output).size() == 1);
  request.target = dir / "none";
  CHECK(scan_tree(fixture.context(), request, nullptr, output).error().kind ==
        ErrorKind::kNotFound);
}

TEST_CASE("scan_git_config finds secrets in a repository's configuration") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.config("remote.origin.url", "https://" + acme_token(1) + "@git.acme.example/a.git");
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  ScanOutput output(fixture.context());
  REQUIRE(scan_git_config(fixture.context(), *repository, output));
  CHECK(places(fixture, output) == Places{".git/config git-config"});
}

}  // namespace keyhound
