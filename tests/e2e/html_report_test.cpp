// SPDX-License-Identifier: Apache-2.0
// The HTML report of the program; tests/browser uses it in a browser.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("The HTML report is one file with all findings and none of their secrets") {
  GitRepoBuilder repo;
  repo.commit_file("deploy.env", "TOKEN=" + github_pat(1) + "\n", "Add deployment");
  repo.commit_removal("deploy.env", "Take it out");
  const RunResult result = keyhound({"scan", repo.path(), "--format", "html"});
  CAPTURE(result.describe());
  CHECK(result.exit_code == 1);
  CHECK(result.out.starts_with("<!DOCTYPE html>\n"));
  CHECK(result.out.ends_with("</html>\n"));
  CHECK(result.out.find("deploy.env") != std::string::npos);
  CHECK(result.out.find(github_pat(1).substr(6)) == std::string::npos);
}

TEST_CASE("The HTML report of an incomplete scan says so before everything else") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "harmless\n", "Begin");
  const std::string blob = repo.git({"rev-parse", "HEAD:a.txt"});
  std::filesystem::remove(repo.loose_object_path(blob));
  std::filesystem::remove(std::filesystem::path(repo.path()) / "a.txt");
  const RunResult result = keyhound({"scan", repo.path(), "--format", "html"});
  CHECK(result.exit_code == 3);
  const std::size_t notice = result.out.find("This report is incomplete: ");
  CHECK(notice < result.out.find("<div id=\"app\""));
  CHECK(result.out.find(blob) != std::string::npos);
}

}  // namespace keyhound::testing
