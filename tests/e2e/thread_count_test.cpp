// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

// The report without what may differ between two runs: the clock.
std::string without_times(const std::string& text) {
  nlohmann::json report = nlohmann::json::parse(text);
  for (const char* key : {"started", "finished", "seconds", "duration", "duration_ms", "time"}) {
    report["scan"].erase(key);
  }
  return report.dump();
}

}  // namespace

TEST_CASE("One thread and four print the same report") {
  GitRepoBuilder repo;
  for (unsigned i = 0; i < 40; ++i) {
    const std::string path = "d" + std::to_string(i % 7) + "/f" + std::to_string(i) + ".txt";
    repo.write(path, "token = " + github_pat(i / 2) + "\n" + alphanumerics(i, 3000) + "\n");
    if (i % 4 == 3) repo.stage().commit("part " + std::to_string(i));
  }
  repo.dir().write_file("untracked.txt", github_pat(77));
  const RunResult one =
      keyhound({"scan", repo.path(), "--threads", "1", "--format", "json", "--unreachable"});
  const std::string expected = without_times(one.out);
  for (int round = 0; round < 5; ++round) {
    const RunResult four =
        keyhound({"scan", repo.path(), "--threads", "4", "--format", "json", "--unreachable"});
    CHECK(four.exit_code == one.exit_code);
    REQUIRE(without_times(four.out) == expected);
  }
}

}  // namespace keyhound::testing
