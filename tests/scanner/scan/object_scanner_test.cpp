// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/object_scanner.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/git/repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {

TEST_CASE("ObjectScanner scans blobs and texts, and tells which object it could not read") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const auto blob = ObjectId::from_hex(builder.blob("x\n" + acme_token(1) + "\n"));
  REQUIRE(blob);
  std::vector<Diagnostic> problems;
  const PackSet packs = PackSet::open(*Repository::open(builder.path()), problems);
  auto scanner = ObjectScanner::create(fixture.context(), packs);
  REQUIRE(scanner);
  constexpr std::string_view kPath[] = {"a"};

  const auto& hits = (*scanner)->scan_blob(*blob, {kPath, {}}, "blob of a");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].start == SourcePosition{2, 1});
  CHECK((*scanner)->scan_bytes("nothing", {kPath, {}}, "text").empty());
  CHECK((*scanner)->statistics.blobs == 1);
  CHECK((*scanner)->statistics.bytes == 28 + 7);

  const auto missing = ObjectId::from_hex(std::string(40, 'a'));
  CHECK((*scanner)->scan_blob(*missing, {kPath, {}}, "blob of a").empty());
  REQUIRE((*scanner)->diagnostics.size() == 1);
  CHECK((*scanner)->diagnostics[0].kind == "missing-object");
  CHECK((*scanner)->diagnostics[0].subject == std::string(40, 'a'));
  CHECK((*scanner)->diagnostics[0].incomplete);
  CHECK((*scanner)->statistics.blobs == 1);
}

}  // namespace keyhound
