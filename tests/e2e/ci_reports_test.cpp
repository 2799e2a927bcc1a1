// SPDX-License-Identifier: Apache-2.0
// The reports that CI systems show: of one scan, of a repository whose names attack their readers.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

using Json = nlohmann::json;

std::size_t count_in(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

// Three secrets: in HEAD, in history only, and at a path that is Markdown, XML and a formula.
void plant(GitRepoBuilder& repo) {
  repo.commit_file("app.env", github_pat(1) + "\n", "One");
  repo.commit_file("gone.env", github_pat(2) + "\n", "Two");
  repo.commit_file("gone.env", "\n", "Three");
  repo.commit_file("=x|y](https://evil.example.org)<b>&\"`@all`.env", github_pat(3) + "\n", "Four");
}

}  // namespace

TEST_CASE("The reports of CI systems tell the findings of JSON, and hold no secret") {
  GitRepoBuilder repo;
  plant(repo);
  const auto report = [&repo](const std::vector<std::string>& format) {
    std::vector<std::string> arguments = {"scan", repo.path()};
    arguments.insert(arguments.end(), format.begin(), format.end());
    const RunResult result = keyhound(arguments);
    INFO(result.describe());
    CHECK(result.exit_code == 1);
    for (unsigned n = 1; n <= 3; ++n) CHECK(result.out.find(github_pat(n)) == std::string::npos);
    return result.out;
  };
  const std::size_t findings = parse_report(report({"--format", "json"})).findings.size();
  REQUIRE(findings == 3);
  CHECK(Json::parse(report({"--format", "gitlab"}))["vulnerabilities"].size() == findings);
  CHECK(Json::parse(report({"--format", "gitlab-codequality"})).size() == findings);
  CHECK(count_in(report({"--format", "junit"}), "<failure ") == findings);
  CHECK(count_in(report({"--format", "csv"}), "\r\n") == findings + 1);
  const std::string markdown = report({"--format", "markdown"});
  CHECK(markdown.find("### keyhound: 3 open findings (") == 0);
  // The path is a formula, a link, HTML and a mention: all of it becomes character references.
  CHECK(markdown.find("<code>&#61;x&#124;y&#93;&#40;https&#58;/evil") != std::string::npos);
}

TEST_CASE("The reports of CI systems say that a scan is incomplete, and exit with 3") {
  TempDir dir;
  dir.write_file("in/.github/workflows/ci.yml", "on: [push\njobs: {\n");  // no YAML
  const RunResult result =
      keyhound({"scan", dir / "in", "--output", "gitlab=" + (dir / "a.json"), "--output",
                "junit=" + (dir / "b.xml"), "--output", "markdown=" + (dir / "c.md"), "--output",
                "csv=" + (dir / "d.csv")});
  INFO(result.describe());
  REQUIRE(result.exit_code == 3);
  CHECK(Json::parse(dir.read_file("a.json"))["scan"]["status"] == "failure");
  CHECK(dir.read_file("b.xml").find("errors=\"1\"") != std::string::npos);
  CHECK(dir.read_file("c.md").find("**Incomplete:** 1 thing") != std::string::npos);
  CHECK(dir.read_file("d.csv").find("\"diagnostic\",\"not-read\"") != std::string::npos);
}

TEST_CASE("Reports hold nothing that a scan would find") {
  TempDir dir;
  dir.write_file("in/a.env", "TOKEN=" + github_pat(1) + "\nDB_PASSWORD=\"Tr0ub4dor-and-3x\"\n");
  std::vector<std::string> arguments = {"scan", dir / "in"};
  std::filesystem::create_directory(dir / "out");
  for (const char* format :
       {"text", "json", "sarif", "sarif-github", "gitlab", "gitlab-codequality", "junit", "csv",
        "markdown", "html", "github-annotations"}) {
    arguments.emplace_back("--output");
    arguments.push_back(std::string(format) + "=" + (dir / ("out/report." + std::string(format))));
  }
  REQUIRE(keyhound(arguments).exit_code == 1);
  const RunResult again = keyhound({"scan", dir / "out"});
  INFO(again.describe());
  CHECK(again.exit_code == 0);
}

}  // namespace keyhound::testing
