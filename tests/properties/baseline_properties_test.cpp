// SPDX-License-Identifier: Apache-2.0
// The baseline of a scan accepts all that the scan found, and moving code changes nothing in it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/baseline/accept.h"
#include "scanner/baseline/update.h"
#include "scanner/scan/scan_session.h"
#include "tests/scanner/engine/random_regex.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using testing::Random;

// Pieces of files that keep their findings wherever they stand.
struct Tree {
  std::vector<std::string> lines;
  std::vector<std::string> jobs;

  explicit Tree(Random& random) {
    for (unsigned i = 0; i < 30; ++i) {
      const auto n = static_cast<unsigned>(random.below(20));
      lines.push_back(random.chance(2) ? acme_token(n)
                                       : "token = " + testing::alphanumerics(n, 20));
    }
    for (unsigned i = 0; i < 4; ++i) {
      const std::string value =
          random.chance(2) ? "${{ toJSON(secrets) }}" : "password" + std::to_string(i);
      jobs.push_back("  job" + std::to_string(i) + ":\n    runs-on: x\n    env:\n      PASSWORD: " +
                     value + "\n    steps: [{run: echo}]\n");
    }
  }

  // Spreads the lines over files, and shifts the jobs, all by chance.
  [[nodiscard]] ScanResult scan(const ScanFixture& fixture, Random& random) const {
    const testing::TempDir dir;
    std::vector<std::string> files(5);
    for (const std::string& line : lines) {
      std::string& file = files[random.below(files.size())];
      if (random.chance(2)) file += "\n";
      file += std::string(random.below(8), ' ') + line + "\n";
    }
    for (std::size_t i = 0; i < files.size(); ++i)
      dir.write_file("d" + std::to_string(random.below(3)) + "/f" + std::to_string(i), files[i]);
    std::string workflow = std::string(random.below(5), '\n') + "on: push\njobs:\n";
    for (const std::string& job : jobs) workflow += std::string(random.below(3), '\n') + job;
    dir.write_file(".github/workflows/ci.yml", workflow);
    ScanRequest request;
    request.target = dir.str();
    auto result = run_scan(fixture.context(), request);
    REQUIRE(result);
    return std::move(*result);
  }
};

Baseline baseline_of(const ScanFixture& fixture, const ScanResult& result) {
  return update_baseline({}, result.findings, key_check_of(fixture.context().key()), false)
      .baseline;
}

}  // namespace

TEST_CASE("The baseline of a scan accepts all of it, wherever its code is moved") {
  const ScanFixture fixture;
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Tree tree(random);
    const ScanResult first = tree.scan(fixture, random);
    REQUIRE(first.findings.size() > 5);
    const std::string text = write_baseline(baseline_of(fixture, first));
    const auto baseline = parse_baseline(text, "base");
    REQUIRE(baseline);
    ScanResult moved = tree.scan(fixture, random);
    CHECK(write_baseline(baseline_of(fixture, moved)) == text);
    const BaselineUse use = accept_findings(*baseline, "base", now(), moved.findings);
    CHECK(use.unused.empty());
    CHECK(std::none_of(moved.findings.begin(), moved.findings.end(),
                       [](const Finding& one) { return one.is_open(); }));
  }
}

}  // namespace keyhound
