// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_platform.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "tests/scanner/ci/made_environment.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

using testing::made_environment;

std::string page_text() {
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/ci.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The rows of the page's tables below a platform's heading.
std::string section_of(const std::string& page, std::string_view name) {
  const std::size_t begin = page.find("\n### " + std::string(name) + "\n");
  if (begin == std::string::npos) return {};
  return page.substr(begin + 1, page.find("\n#", begin + 2) - begin);
}

TEST_CASE("The platform is the one whose variables are set, else none in particular") {
  for (const auto& [variable, value, id] :
       std::initializer_list<std::tuple<const char*, const char*, const char*>>{
           {"GITHUB_ACTIONS", "true", "github-actions"},
           {"GITLAB_CI", "true", "gitlab"},
           {"TF_BUILD", "True", "azure-pipelines"},
           {"JENKINS_URL", "https://ci.example.org/", "jenkins"},
           {"JENKINS_HOME", "/var/jenkins_home", "jenkins"},
           {"CIRCLECI", "true", "circleci"},
           {"BITBUCKET_BUILD_NUMBER", "7", "bitbucket"},
           {"BUILDKITE", "true", "buildkite"},
           {"GITHUB_ACTIONS", "", "generic"},
           {"CI", "true", "generic"}}) {
    CAPTURE(variable);
    const auto found = find_ci_platform(made_environment({{variable, value}}), "");
    REQUIRE(found);
    CHECK((*found)->id == id);
  }
}

TEST_CASE("Variables of two platforms are an error that names both and the way out") {
  const auto environment = made_environment({{"GITLAB_CI", "true"}, {"JENKINS_URL", "x"}});
  const auto both = find_ci_platform(environment, "");
  REQUIRE_FALSE(both);
  CHECK(both.error().kind == ErrorKind::kUsage);
  CHECK(both.error().message ==
        "the environment has the variables of both GitLab CI and Jenkins; say which one this run "
        "is of with --platform gitlab or --platform jenkins");
  CHECK((*find_ci_platform(environment, "jenkins"))->id == "jenkins");
}

TEST_CASE("An unknown platform is an error that names those there are") {
  const auto unknown = find_ci_platform(made_environment({}), "travis");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("'travis' is unknown; choose from azure-pipelines, ") !=
        std::string::npos);
}

TEST_CASE("Every platform says what the command needs of it, once") {
  std::set<std::string_view> ids;
  for (const CiPlatform* one : ci_platforms()) {
    CAPTURE(one->id);
    CHECK(ids.insert(one->id).second);
    CHECK_FALSE(one->name.empty());
    CHECK_FALSE(one->deepen.empty());
    CHECK_FALSE(one->outputs.empty());
    CHECK((one->is_here == nullptr) == (one->id == "generic"));
  }
  CHECK(ids.size() >= 8);
}

TEST_CASE("A platform reads the variables that it lists, and no others") {
  // What makes a platform look further.
  const std::vector<testing::Variables> environments = {
      {},
      {{"GITHUB_EVENT_NAME", "push"}},
      {{"GITHUB_EVENT_NAME", "pull_request"}},
      {{"GITHUB_EVENT_NAME", "merge_group"}},
      {{"CI_MERGE_REQUEST_IID", "1"}},
      {{"CI_EXTERNAL_PULL_REQUEST_IID", "1"}},
      {{"CI_PIPELINE_SOURCE", "push"}},
      {{"BUILD_REASON", "PullRequest"}},
      {{"BUILD_REASON", "IndividualCI"}},
      {{"CHANGE_ID", "1"}},
      {{"BITBUCKET_PR_ID", "1"}},
      {{"BUILDKITE_PULL_REQUEST", "1"}},
      {{"BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "main"}},
      {{"BUILDKITE_SOURCE", "webhook"}}};
  for (const CiPlatform* one : ci_platforms()) {
    std::set<std::string> asked;
    for (const auto& variables : environments) {
      const auto environment = made_environment(variables, &asked);
      if (one->is_here != nullptr) one->is_here(environment);
      CHECK(one->read_run(environment));
    }
    std::set<std::string> listed;
    for (const PlatformVariable& variable : one->variables) listed.emplace(variable.name);
    CAPTURE(one->id);
    CHECK(asked == listed);
  }
}

TEST_CASE("docs/ci.md has a section for each platform with its variables, files and remedy") {
  const std::string page = page_text();
  for (const CiPlatform* one : ci_platforms()) {
    if (one->is_here == nullptr) continue;
    CAPTURE(one->name);
    const std::string section = section_of(page, one->name);
    REQUIRE_FALSE(section.empty());
    std::string rows;
    for (const PlatformVariable& variable : one->variables)
      rows += "| `" + std::string(variable.name) + "` | " + std::string(variable.use) + " |\n";
    CHECK(section.find("| variable | what it tells |\n|---|---|\n" + rows) != std::string::npos);
    for (const CiOutput& output : one->outputs) {
      CAPTURE(output.file);
      CHECK(section.find("`" + std::string(output.file) + "` (`" + std::string(output.format) +
                         "`)") != std::string::npos);
    }
    CAPTURE(one->deepen);
    CHECK(section.find(one->deepen) != std::string::npos);
  }
}

}  // namespace
}  // namespace keyhound
