// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/pack_builder.h"
#include "tests/support/packed_chain.h"
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
    repo.write(path, "sample = ghp_" + std::string(36, 'x') + "\ntoken = " + github_pat(i / 2) +
                         "\n" + alphanumerics(i, 3000) + "\n");
    if (i % 4 == 3) repo.stage().commit("part " + std::to_string(i));
  }
  repo.dir().write_file("untracked.txt", github_pat(77));
  const RunResult one =
      keyhound({"scan", repo.path(), "--threads", "1", "--format", "json", "--unreachable"});
  const auto dropped = nlohmann::json::parse(one.out)["scan"]["dropped"];
  CHECK(dropped["placeholder"].get<int>() + dropped["low-entropy"].get<int>() == 40 * 2);
  const std::string expected = without_times(one.out);
  for (int round = 0; round < 5; ++round) {
    const RunResult four =
        keyhound({"scan", repo.path(), "--threads", "4", "--format", "json", "--unreachable"});
    CHECK(four.exit_code == one.exit_code);
    REQUIRE(without_times(four.out) == expected);
  }
}

TEST_CASE("Two threads and sixteen print the same report of a packed family that is split") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
  PackBuilder pack;
  std::vector<std::pair<std::string, std::string>> files;
  const std::string text = random_text(1, 20'000, "abcdefgh \n");
  const std::string root = pack.add_blob(text);
  for (unsigned c = 0; c < 6; ++c) {
    const std::string own = text + "token = " + github_pat(c) + "\n";
    const std::string child = pack.add_blob(own);
    for (unsigned g = 0; g < 40; ++g) {
      const std::string added = random_text(100 + c * 100 + g, 8000, "abcd\n");
      const std::string id = pack.add_blob(own + added + "\n" + github_pat(g) + "\n");
      files.emplace_back("f" + std::to_string(1000 + c * 100 + g), id);
      pack.store_as_delta(id, child, PackedKind::kRefDelta);
    }
    pack.store_as_delta(child, root, PackedKind::kRefDelta);
  }
  commit_files_of(repo, pack, files);
  write_pack(repo.git_dir() / "objects", pack.build());
  const RunResult two = keyhound({"scan", repo.path(), "--threads", "2", "--format", "json"});
  CHECK(two.exit_code == 1);
  CHECK(parse_report(two).count(kGithubRule) == 40);
  for (int round = 0; round < 3; ++round) {
    const RunResult many = keyhound({"scan", repo.path(), "--threads", "16", "--format", "json"});
    REQUIRE(without_times(many.out) == without_times(two.out));
  }
}

}  // namespace keyhound::testing
