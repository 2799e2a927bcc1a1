// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_comparison.h"

#include <doctest/doctest.h>

#include "scanner/scan/scan_session.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

ScanRequest range_of(const testing::GitRepoBuilder& builder, const std::string& base) {
  ScanRequest request;
  request.mode = ScanMode::kRange;
  request.target = builder.path();
  request.revision = base + "..HEAD";
  request.threads = 1;
  return request;
}

std::string states_of(const ScanResult& result) {
  std::string states;
  for (const Finding& one : result.findings)
    states += one.first().location.path + " " + std::string(to_string(one.baseline_state)) + "\n";
  return states;
}

}  // namespace

TEST_CASE("A finding is old when the base's files hold its credential, wherever they do") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  builder.commit_file("gone", acme_token(3), "c0");
  builder.remove("gone").write("a", "x\n" + acme_token(1));
  const std::string base = builder.stage().commit("c1");
  builder.write("b", acme_token(1)).write("c", acme_token(2)).write("d", acme_token(3));
  builder.stage().commit("c2");
  const auto judge = Judge::create({}, builder.path());
  REQUIRE(judge);
  auto result = run_scan(fixture.context(), range_of(builder, base));
  REQUIRE(result);
  REQUIRE(compare_with_base(fixture.context(), *judge,
                            {base, range_of(builder, base), Confidence::kLow, false}, *result));
  CHECK(result->scan.base == base);
  CHECK(states_of(*result) == "b unchanged\nc new\nd new\n");
}

TEST_CASE("Policy findings are new when what judges has changed") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string base = builder.commit_file("a", "x", "c0");
  const auto judge = Judge::create({}, builder.path());
  ScanResult result;
  result.findings.resize(1);
  result.findings[0].kind = FindingKind::kPolicy;
  result.findings[0].occurrences.resize(1);
  REQUIRE(compare_with_base(fixture.context(), *judge,
                            {base, range_of(builder, base), Confidence::kLow, true}, result));
  CHECK(result.findings[0].baseline_state == BaselineState::kNew);
}

}  // namespace keyhound
