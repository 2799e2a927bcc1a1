// SPDX-License-Identifier: Apache-2.0
// What `keyhound ci` writes for each platform, and that nothing of it can be a command of one.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "tests/e2e/ci_repository.h"

namespace keyhound::testing {
namespace {

const Variables kGithub = {{"GITHUB_ACTIONS", "true"},
                           {"GITHUB_EVENT_NAME", "push"},
                           {"GITHUB_SHA", "<topic>"},
                           {"GITHUB_REF", "refs/heads/topic"}};
constexpr const char* kGithubEvent =
    R"({"before": "<start>", "repository": {"default_branch": "main"}})";
const Variables kAzure = {{"TF_BUILD", "True"},
                          {"BUILD_REASON", "IndividualCI"},
                          {"BUILD_SOURCEVERSION", "<topic>"},
                          {"BUILD_SOURCEBRANCH", "refs/heads/topic"}};

std::set<std::string> files_below(const std::string& folder) {
  std::set<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file())
      files.insert(std::filesystem::relative(entry.path(), folder).string());
  }
  return files;
}

bool has_format(const std::string& name) {
  return has(keyhound({"scan", "--help"}).out, " " + name + ",");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Lines that a runner would take for a command: GitHub's after white space, and both systems' marks
// that act anywhere in a line.
std::vector<std::string> commands_in(const std::string& text) {
  std::vector<std::string> commands;
  for (const std::string& line : lines_of(text)) {
    const std::size_t begin = line.find_first_not_of(" \t\v\f\r");
    const bool is_github = begin != std::string::npos && line.compare(begin, 2, "::") == 0;
    if (is_github || has(line, "##[") || has(line, "##vso[") || has(line, "##teamcity["))
      commands.push_back(line);
  }
  return commands;
}

// A repository whose topic adds tokens at names that are commands, written by an author who is one.
class HostileRepository : public CiRepository {
 public:
  HostileRepository() {
    repo.checkout(start);
    repo.author("::error::Eve\x1b[2J", "##vso[task.setvariable variable=x]y");
    unsigned n = 10;
    for (const char* name :
         {"::error::a", "a\n::set-output name=x::y", "b\r\n##vso[task.complete]x", "##[error]c",
          "d%0A::warning::d", "e,line=1::e", "f;type=error]f", "g%AZP25%0Dg", "\x1b]0;x\x07h",
          "##teamcity[buildStop]", "i\xff\xfe"}) {
      repo.write(name, "TOKEN=" + github_pat(n++) + "\n");
    }
    topic = repo.stage().commit("::stop-commands::x\n\n##vso[task.logissue type=error]y");
  }
};

}  // namespace

TEST_CASE("Each platform gets the files that it can use, and those of the command line instead") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  const std::string reports = ci.outside / "reports";
  CHECK(ci.run(kGithub, {}, kGithubEvent).exit_code == 1);
  CHECK(files_below(reports) == std::set<std::string>{"keyhound.sarif"});
  const auto log = nlohmann::json::parse(ci.outside.read_file("reports/keyhound.sarif"));
  CHECK_FALSE(log["runs"][0].contains("originalUriBaseIds"));  // GitHub's profile
  std::filesystem::remove_all(reports);
  CHECK(ci.run(kGithub, {"--output", "json=" + ci.outside / "own.json"}, kGithubEvent).exit_code ==
        1);
  CHECK(files_below(reports).empty());
  CHECK(ci.outside.exists("own.json"));
  const Variables gitlab = {{"GITLAB_CI", "true"}, {"CI_PIPELINE_SOURCE", "schedule"}};
  CHECK(ci.run(gitlab, {}).exit_code == 1);
  std::set<std::string> expected = {"keyhound.sarif"};
  if (has_format("gitlab")) expected.insert("gl-secret-detection-report.json");
  if (has_format("gitlab-codequality")) expected.insert("gl-code-quality-report.json");
  CHECK(files_below(reports) == expected);
}

TEST_CASE("Reports that the configuration names are written beside those of the platform") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  const std::string here = ci.repo.path() + "/here";
  ci.repo.write(".keyhound.toml",
                "[output]\nformat = 'markdown'\n"
                "files = ['csv=here/own.csv', 'text=here/keyhound.sarif']\n");
  std::filesystem::create_directory(here);
  const RunResult result = ci.run(kGithub, {"--output-dir", here}, kGithubEvent);
  INFO(result.describe());
  CHECK(result.exit_code == 1);
  CHECK(result.out.starts_with("### keyhound: "));
  CHECK(files_below(here) == std::set<std::string>{"keyhound.sarif", "own.csv"});
  CHECK(has(ci.repo.dir().read_file("here/keyhound.sarif"), "\"version\": \"2.1.0\""));
  const std::string own = "json=" + ci.outside / "own.json";
  CHECK(ci.run(kGithub, {"--output-dir", ci.outside / "b", "--output", own}, kGithubEvent)
            .exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(ci.outside / "b/keyhound.sarif"));
}

TEST_CASE("A GitHub step has an annotation for each finding, behind the text report") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  const RunResult result = ci.run(kGithub, {}, kGithubEvent);
  INFO(result.describe());
  const auto commands = commands_in(result.out);
  REQUIRE(commands.size() == 2);
  CHECK(commands[0].starts_with("::error file=new.env,line=1,endLine=1,col=7,endColumn=47,title="));
  CHECK(commands[1].starts_with("::notice file=copy.env,line=1,"));
  CHECK(result.out.find("::error") > result.out.find("findings"));
  CHECK(commands_in(ci.run(kGithub, {"--no-annotations"}, kGithubEvent).out).empty());
  CHECK(commands_in(ci.run(kGithub, {"--format", "json"}, kGithubEvent).out).empty());
}

TEST_CASE("A step on Azure has an issue for each new finding") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  const RunResult result = ci.run(kAzure, {"--no-summary"});
  INFO(result.describe());
  const auto commands = commands_in(result.out);
  REQUIRE(commands.size() == 1);
  CHECK(
      commands[0].starts_with("##vso[task.logissue type=error;sourcepath=new.env;linenumber=1;"
                              "columnnumber=7;code=" +
                              std::string(kGithubRule) + ";]"));
  CHECK(has(result.out, "\nkeyhound: note: copy.env:1: "));
}

TEST_CASE("A GitHub step's summary is appended to what is there") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  if (!has_format("markdown")) return;
  ci.outside.write_file("summary.md", "# Before\n");
  Variables variables = kGithub;
  variables["GITHUB_STEP_SUMMARY"] = ci.outside / "summary.md";
  CHECK(ci.run(variables, {}, kGithubEvent).exit_code == 1);
  const std::string summary = ci.outside.read_file("summary.md");
  CHECK(summary.starts_with("# Before\n"));
  CHECK(has(summary, "new.env"));
  CHECK(ci.run(variables, {"--no-summary"}, kGithubEvent).exit_code == 1);
  CHECK(ci.outside.read_file("summary.md") == summary);
  const RunResult azure = ci.run(kAzure, {});
  CHECK(has(azure.out, "##vso[task.uploadsummary]" + ci.outside / "reports/keyhound-summary.md"));
}

TEST_CASE("Hostile names, authors and messages become no command of any platform") {
  HostileRepository ci;
  for (const Variables& variables :
       {kGithub, kAzure,
        Variables{{"GITLAB_CI", "true"},
                  {"CI_PIPELINE_SOURCE", "push"},
                  {"CI_COMMIT_SHA", "<topic>"},
                  {"CI_COMMIT_BEFORE_SHA", "<start>"}},
        Variables{{"JENKINS_URL", "x"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "<start>"}},
        Variables{{"CIRCLECI", "true"}, {"CIRCLE_BRANCH", "topic"}},
        Variables{{"BITBUCKET_BUILD_NUMBER", "1"}, {"BITBUCKET_BRANCH", "topic"}},
        Variables{{"BUILDKITE", "true"},
                  {"BUILDKITE_BRANCH", "topic"},
                  {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"}}}) {
    const bool is_github = variables.contains("GITHUB_ACTIONS");
    const RunResult result = ci.run(variables, {"--no-summary"}, is_github ? kGithubEvent : "");
    INFO(result.describe());
    CHECK(result.exit_code == 1);
    std::size_t errors = 0;
    for (const std::string& command : commands_in(result.out)) {
      CAPTURE(command);
      const bool is_ours = is_github
                               ? command.starts_with("::error file=") ||
                                     command.starts_with("::notice title=keyhound::")
                               : command.starts_with("##vso[task.logissue type=error;sourcepath=");
      CHECK((is_ours && (is_github || variables.contains("TF_BUILD"))));
      CHECK_FALSE(has(command.substr(1), "##"));
      errors += is_ours ? 1 : 0;
    }
    CHECK(commands_in(result.err).empty());
    CHECK(errors == (is_github ? 11 : variables.contains("TF_BUILD") ? 10 : 0));
    CHECK(result.out.find('\x1b') == std::string::npos);
    CHECK(result.out.find('\r') == std::string::npos);
  }
}

TEST_CASE("A GitHub step names ten errors and says how many are left out") {
  HostileRepository ci;
  const RunResult result = ci.run(kGithub, {}, kGithubEvent);
  CHECK(has(result.out,
            "::notice title=keyhound::1 error more not shown here, since a step shows "
            "10 of each; the report has all\n"));
}

TEST_CASE("A scan prints the annotations of a platform where it is asked to") {
  HostileRepository ci;
  const auto github =
      commands_in(keyhound({"scan", ci.repo.path(), "--format", "github-annotations"}).out);
  CHECK(github.size() == 11);  // ten errors, and how many are left out
  const auto azure =
      commands_in(keyhound({"scan", ci.repo.path(), "--format", "azure-annotations"}).out);
  CHECK(azure.size() == 10);
}

TEST_CASE("The help of the command names every platform") {
  const RunResult help = keyhound({"ci", "--help"});
  CHECK(help.exit_code == 0);
  for (const char* id : {"github-actions", "gitlab", "azure-pipelines", "jenkins", "circleci",
                         "bitbucket", "buildkite", "generic"})
    CHECK(has(help.out, id));
}

TEST_CASE("A directory that cannot be made is a wrong use") {
  CiRepository ci;
  ci.outside.write_file("reports", "a file");
  const RunResult result = ci.run({}, {});
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "--output-dir: the folder "));
}

}  // namespace keyhound::testing
