// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/inventory_scan.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

constexpr std::string_view kPath = ".github/workflows/ci.yml";

std::string workflow(std::string_view secret) {
  return "on: push\nenv:\n  A: ${{ secrets." + std::string(secret) + " }}\njobs: {}\n";
}

TEST_CASE("The inventory of a work tree leaves out ignored files, that of a bare one is HEAD's") {
  const ScanFixture fixture;
  testing::GitRepoBuilder repo;
  repo.commit_file(kPath, workflow("ONE"), "a");
  repo.write(".gitignore", "vendor/\n");
  repo.write("vendor/.github/workflows/x.yml", workflow("TWO"));
  ScanRequest request;
  request.target = repo.path();
  const auto inventory = read_inventory(fixture.context(), request);
  REQUIRE(inventory);
  REQUIRE(inventory->items.size() == 1);
  CHECK(inventory->items.front().id == "ONE");

  const testing::TempDir bare;
  repo.git({"clone", "-q", "--bare", ".", bare / "r.git"});
  request.target = bare / "r.git";
  const auto of_head = read_inventory(fixture.context(), request);
  REQUIRE(of_head);
  CHECK(of_head->items.size() == 1);
  CHECK(of_head->commit == repo.head());
}

TEST_CASE("The ends of a range are read as their commits have them") {
  const ScanFixture fixture;
  testing::GitRepoBuilder repo;
  repo.commit_file(kPath, workflow("ONE"), "a");
  repo.commit_file(kPath, workflow("TWO"), "b");
  ScanRequest request;
  request.target = repo.path();
  request.revision = "HEAD~1..HEAD";
  const auto ends = read_inventory_ends(fixture.context(), request);
  REQUIRE(ends);
  CHECK(ends->before.items.front().id == "ONE");
  CHECK(ends->after.items.front().id == "TWO");
  request.revision = std::string(40, '0') + "..HEAD";
  const auto fresh = read_inventory_ends(fixture.context(), request);
  REQUIRE(fresh);
  CHECK(fresh->before.items.empty());
  request.revision = "no-such..HEAD";
  CHECK_FALSE(read_inventory_ends(fixture.context(), request));
}

TEST_CASE("A secret in a key's or job's name does not reach the inventory") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file(kPath, "on: push\njobs:\n  " + acme_token(1) +
                            ":\n    runs-on: x\n    env:\n      A: ${{ secrets.A }}\n");
  ScanRequest request;
  request.target = dir.str();
  const auto inventory = read_inventory(fixture.context(), request);
  REQUIRE(inventory);
  const Reference& reference = inventory->items.front().references.front();
  CHECK(reference.job.find(acme_token(1)) == std::string::npos);
  CHECK(reference.key_path.find(acme_token(1)) == std::string::npos);
}

}  // namespace
}  // namespace keyhound
