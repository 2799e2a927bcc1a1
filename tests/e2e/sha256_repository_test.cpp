// SPDX-License-Identifier: Apache-2.0
// Every mode of scanning on a repository whose objects are named with SHA-256.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("A SHA-256 repository is scanned in every mode, loose and packed") {
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, "sha256");
    repo.commit_file("keep/a.txt", "first\n", "first");
    const std::string leak = repo.commit_file("b.txt", "token = " + github_pat(1) + "\n", "leak");
    repo.commit_removal("b.txt", "remove");
    repo.tag("v1", "release");
    repo.write("keep/c.txt", "token = " + github_pat(2) + "\n").stage();
    if (is_packed) repo.pack();

    const ScanResult history = scan({repo.path(), "--history-only"});
    INFO(history.run.describe());
    CHECK(history.report.complete);
    CHECK(history.report.has_finding(kGithubRule, "b.txt"));
    CHECK(history.run.out.find(leak) != std::string::npos);
    const ScanResult staged = scan({repo.path(), "--staged"});
    CHECK(staged.report.complete);
    CHECK(staged.report.has_finding(kGithubRule, "keep/c.txt"));
    CHECK_FALSE(staged.report.has_finding(kGithubRule, "b.txt"));
    const std::string range = leak.substr(0, 9) + "^..v1";
    CHECK(scan({repo.path(), "--range", range}).report.has_finding(kGithubRule, "b.txt"));
    CHECK(scan({repo.path(), "--range", leak.substr(0, 9) + "..v1"}).report.complete);
    const ScanResult everything = scan({repo.path()});
    CHECK(everything.report.complete);
    CHECK(everything.report.has_finding(kGithubRule, "b.txt"));
    CHECK(everything.report.has_finding(kGithubRule, "keep/c.txt"));
  }
}

}  // namespace keyhound::testing
