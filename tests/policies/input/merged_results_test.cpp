// SPDX-License-Identifier: Apache-2.0
#include "policies/input/merged_results.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

NamedResult result_of(const std::string& repository, std::uint64_t commits) {
  NamedResult named{repository, {}};
  named.result.findings.resize(1);
  named.result.scan.statistics.commits = commits;
  return named;
}

}  // namespace

TEST_CASE("Merged results keep what each repository brought, with its name") {
  NamedResult pay = result_of("acme/pay", 3);
  pay.result.references.emplace().resize(1);
  pay.result.diagnostics.push_back({"missing-object", "x", "gone", true});
  NamedResult web = result_of("acme/web", 4);
  web.result.findings[0].repository = "acme/other";
  const ScanResult all = merge_results({pay, web});
  REQUIRE(all.findings.size() == 2);
  CHECK(all.findings[0].repository == "acme/pay");
  CHECK(all.findings[1].repository == "acme/other");
  REQUIRE(all.references);
  CHECK(all.references->at(0).repository == "acme/pay");
  CHECK_FALSE(all.suppressions);
  CHECK(all.scan.statistics.commits == 7);
  CHECK(all.diagnostics.at(0).message == "acme/pay: gone");
  CHECK_FALSE(all.complete());
}

TEST_CASE("One result alone stays as it is") {
  NamedResult pay = result_of("acme/pay", 3);
  pay.result.scan.head = "c0ffee";
  const ScanResult all = merge_results({pay});
  CHECK(all.scan.head == "c0ffee");
  CHECK(all.findings.at(0).repository.empty());
}

}  // namespace keyhound
