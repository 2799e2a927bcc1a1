// SPDX-License-Identifier: Apache-2.0
// ci-templates/: what it holds passes keyhound's own checks, and its scripts run as the platforms
// run them. docker is a stand-in here that shows what it was asked for.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/e2e/template_tools.h"
#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

std::string indented(const std::string& text, std::size_t columns) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);)
    result += (line.empty() ? "" : std::string(columns, ' ') + line) + "\n";
  return result;
}

const std::string kImage = "registry.example.org/keyhound@sha256:" + std::string(64, '0');

// A repository whose branch adds a secret to what origin/main has.
struct Change {
  Change() {
    repo.commit_file("README", "text\n", "Begin");
    base = repo.head();
    repo.git({"update-ref", "refs/remotes/origin/main", "HEAD"});
    repo.commit_file("app.env", "KEY=" + github_pat(1) + "\n", "Add a secret");
    head = repo.head();
  }
  GitRepoBuilder repo;
  std::string base;
  std::string head;
};

// The source of the orb as `circleci orb pack` puts it together.
std::string packed_orb() {
  const fs::path source = templates() / "circleci-orb/src";
  std::string orb = read(source / "@orb.yml");
  for (const char* kind : {"commands", "executors", "jobs", "examples"}) {
    orb += std::string(kind) + ":\n";
    for (const auto& entry : fs::directory_iterator(source / kind)) {
      std::string text = read(entry.path());
      const std::string include = "<< include(scripts/scan.sh) >>";
      const std::string script = "|\n" + indented(read(source / "scripts/scan.sh"), 8);
      if (const std::size_t at = text.find(include); at != std::string::npos)
        text.replace(at, include.size(), script);
      orb += "  " + entry.path().stem().string() + ":\n" + indented(text, 4);
    }
  }
  return orb;
}

}  // namespace

TEST_CASE("Every template passes keyhound's own pipeline checks") {
  TempDir dir;
  const fs::path copy = dir.path() / "templates";
  fs::copy(templates(), copy, fs::copy_options::recursive);
  fs::create_directories(copy / ".circleci");
  std::ofstream(copy / ".circleci/config.yml") << packed_orb();
  const RunResult result = keyhound({"pipelines", "--strict", copy.string(), "--format", "json"});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  const Report report = parse_report(result.out);
  CHECK(report.findings.empty());
  CHECK(report.complete);
  const auto& definitions = report.json["scan"]["definitions"];
  for (const char* platform : {"azure-pipelines", "circleci", "dockerfile", "github-actions",
                               "gitlab-ci", "jenkins", "kubernetes", "tekton"}) {
    CAPTURE(platform);
    CHECK(definitions.value(platform, 0) >= 1);
  }
}

TEST_CASE("Every template holds the same script") {
  const std::string script = read(templates() / "scan.sh");
  for (const char* copy : {"github-actions/scan.sh", "jenkins/resources/keyhound/scan.sh",
                           "circleci-orb/src/scripts/scan.sh", "bitbucket-pipe/scan.sh"}) {
    CAPTURE(copy);
    CHECK(read(templates() / copy) == script);
  }
  for (const auto& [holder, columns] :
       std::map<std::string, std::size_t>{{"gitlab-ci/templates/keyhound.yml", 6},
                                          {"azure-pipelines/keyhound.yml", 6},
                                          {"tekton/keyhound.yaml", 8}}) {
    CAPTURE(holder);
    CHECK(read(templates() / holder).find(indented(script, columns)) != std::string::npos);
  }
}

TEST_CASE("What users put into templates has one name each, which the documentation tells") {
  const std::string page = read(fs::path(kSourceDir) / "docs/ci-templates.md");
  const std::size_t begin = page.find("## What to put in");
  const std::string table = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  // `<owner>` and the like were written in four ways.
  static const std::regex kOther(R"(<[a-z]+( [A-Za-z]+)?>|@<)");
  static const std::regex kWord(R"(\b(OWNER|REPOSITORY|GROUP|PROJECT|FULL_SHA|VERSION|DIGEST)\b)");
  static const std::regex kHost(R"(([a-z]+\.)example\.(org|com|net))");
  static const std::regex kValue(
      R"(^[^#/\n]*(\b[a-z]+\.example\.org|\bDIGEST\b|\bOWNER\b|0{64}|=acme))",
      std::regex::multiline);
  for (const auto& entry : fs::recursive_directory_iterator(templates())) {
    if (!entry.is_regular_file()) continue;
    const std::string name = fs::relative(entry.path(), templates()).string();
    CAPTURE(name);
    const std::string text = read(entry.path());
    CHECK_FALSE(std::regex_search(text, kOther));
    for (const std::regex& placeholder : {kWord, kHost}) {
      for (std::sregex_iterator one(text.begin(), text.end(), placeholder), end; one != end;
           ++one) {
        CAPTURE(one->str());
        CHECK(table.find(one->str()) != std::string::npos);
      }
    }
    if (std::regex_search(text, kValue)) CHECK(table.find("`" + name + "`") != std::string::npos);
  }
}

TEST_CASE("Every action and base image of the templates is pinned, with its version beside it") {
  static const std::regex kAction(R"(uses: (\S+)(.*))");
  static const std::regex kPinned(R"([\w./-]+@[0-9a-f]{40})");
  std::size_t count = 0;
  for (const char* file : {"github-actions/action.yml", "github-actions/keyhound.yml",
                           "bulk/github-actions/keyhound-bulk.yml"}) {
    std::istringstream lines(read(templates() / file));
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (line.find_first_not_of(" -") == line.find('#')) continue;  // a comment
      if (!std::regex_search(line, match, kAction) || match[1].str().starts_with("./")) continue;
      CAPTURE(line);
      CHECK(std::regex_match(match[1].str(), kPinned));
      CHECK(match[2].str().starts_with(" # v"));
      ++count;
    }
  }
  CHECK(count == 7);
  static const std::regex kBase(R"(\nARG DEBIAN=debian:\S+@sha256:[0-9a-f]{64}\n)");
  CHECK(std::regex_search(read(templates() / "docker/Dockerfile"), kBase));
}

TEST_CASE("The script hands settings over as arguments, whatever they hold") {
  Tools tools;
  TempDir dir;
  tools.replace_keyhound(1);
  const RunResult result = tools.run_script(
      templates() / "scan.sh", dir.str(),
      {{"KEYHOUND_FAIL_ON", "high; touch owned"},
       {"KEYHOUND_REGISTRY", "$(touch owned)"},
       {"KEYHOUND_BASE", "origin/main"},
       {"KEYHOUND_OUTPUT_DIR", "out put"},
       {"KEYHOUND_ARGUMENTS", "--fail-on-level\nerror\n\n--exclude\n*.md and `touch owned`"}});
  INFO(result.describe());
  CHECK(result.exit_code == 1);
  CHECK(result.out == "ci\n--output-dir\n" + dir.str() +
                          "/out put\n--fail-on-level\nerror\n--exclude\n*.md and `touch owned`\n"
                          "--fail-on\nhigh; touch owned\n--registry\n$(touch owned)\n--base\n"
                          "origin/main\n");
  CHECK(fs::is_directory(dir / "out put"));
  CHECK_FALSE(fs::exists(dir / "owned"));
}

TEST_CASE("The script ends with the exit code of keyhound") {
  for (const int code : {0, 1, 2, 3}) {
    Tools tools;
    TempDir dir;
    tools.replace_keyhound(code);
    CHECK(tools.run_script(templates() / "scan.sh", dir.str(), {}).exit_code == code);
  }
}

TEST_CASE("The script runs an image without network, rights and foreign variables") {
  Tools tools;
  TempDir dir;
  tools.add_docker();
  dir.write_file("summary", "before\n");
  const RunResult result = tools.run_script(templates() / "scan.sh", dir.str(),
                                            {{"KEYHOUND_IMAGE", kImage},
                                             {"GITHUB_ACTIONS", "true"},
                                             {"GITHUB_EVENT_PATH", "/run/event file.json"},
                                             {"GITHUB_STEP_SUMMARY", dir / "summary"},
                                             {"GITHUB_TOKEN", "a token"}});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  for (const std::string line :
       {"none", "--read-only", "ALL", "no-new-privileges", "GITHUB_ACTIONS", "GITHUB_EVENT_PATH",
        "/run/event file.json:/run/event file.json:ro"})
    CHECK(has_line(result.out, line));
  CHECK(has_line(result.out, dir.str() + ":" + dir.str() + ":ro"));
  CHECK(has_line(result.out, kImage));
  CHECK_FALSE(has_line(result.out, "GITHUB_TOKEN"));
  CHECK(dir.read_file("summary") == "before\n");
}

TEST_CASE("The script refuses an image that can change, and says what to do") {
  Tools tools;
  TempDir dir;
  tools.add_docker();
  for (const char* image : {"keyhound:latest", "--privileged", "registry.example.org/keyhound"}) {
    const RunResult result =
        tools.run_script(templates() / "scan.sh", dir.str(), {{"KEYHOUND_IMAGE", image}});
    CAPTURE(image);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.find("KEYHOUND_IMAGE") != std::string::npos);
  }
}

TEST_CASE("The script hands over every variable that keyhound ci is documented to read") {
  static const std::regex kName(
      R"(`((?:BITBUCKET|BRANCH|BUILDKITE|BUILD|CHANGE|CIRCLE|CIRCLECI|CI|GITHUB|GITLAB|GIT|JENKINS|SYSTEM|TAG|TF)_[A-Z0-9_]+)`)");
  const std::string script = read(templates() / "scan.sh");
  const std::string text = read(fs::path(kSourceDir) / "docs/ci.md");
  for (std::sregex_iterator it(text.begin(), text.end(), kName), end; it != end; ++it) {
    const std::string name = (*it)[1];
    if (name.ends_with("TOKEN")) continue;
    CAPTURE(name);
    CHECK(script.find(name) != std::string::npos);
  }
}

TEST_CASE("The GitHub action tells the exit code and the SARIF file to its next steps") {
  Tools tools;
  TempDir dir;
  tools.replace_keyhound(1);
  dir.write_file("keyhound-reports/keyhound.sarif", "{}");
  const RunResult result =
      tools.run_script(templates() / "github-actions/step.sh", dir.str(),
                       {{"GITHUB_OUTPUT", dir / "output"}, {"KEYHOUND_FINGERPRINT_KEY", ""}});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(dir.read_file("output") == "exit-code=1\nsarif=keyhound-reports/keyhound.sarif\n");
}

TEST_CASE("The Bitbucket pipe takes its variables and refuses to run elsewhere") {
  Tools tools;
  TempDir dir;
  tools.replace_keyhound(0);
  const fs::path pipe = templates() / "bitbucket-pipe/pipe.sh";
  CHECK(tools.run_script(pipe, dir.str(), {}).exit_code != 0);
  const RunResult result = tools.run_script(
      pipe, "/", {{"BITBUCKET_CLONE_DIR", dir.str()}, {"FAIL_ON", "high"}, {"REGISTRY", "o.yaml"}});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(result.out == "ci\n--output-dir\n" + dir.str() +
                          "/keyhound-reports\n--fail-on\nhigh\n--registry\no.yaml\n");
}

TEST_CASE("Each platform's variables lead the script to the change and its reports") {
  const Change change;
  struct Row {
    std::map<std::string, std::string> environment;
    std::string report;
  };
  TempDir dir;
  dir.write_file("event.json", "{\"pull_request\": {\"base\": {\"sha\": \"" + change.base +
                                   "\"}, \"head\": {\"sha\": \"" + change.head + "\"}}}");
  const std::vector<Row> rows = {
      {{{"GITHUB_ACTIONS", "true"},
        {"GITHUB_EVENT_NAME", "pull_request"},
        {"GITHUB_EVENT_PATH", dir / "event.json"},
        {"GITHUB_BASE_REF", "main"},
        {"GITHUB_SHA", change.head}},
       "keyhound.sarif"},
      {{{"GITLAB_CI", "true"},
        {"CI_PIPELINE_SOURCE", "merge_request_event"},
        {"CI_MERGE_REQUEST_IID", "1"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA", change.base},
        {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"},
        {"CI_COMMIT_SHA", change.head}},
       "gl-secret-detection-report.json"},
      {{{"TF_BUILD", "True"},
        {"BUILD_REASON", "PullRequest"},
        {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"},
        {"BUILD_SOURCEVERSION", change.head}},
       "keyhound.sarif"},
      {{{"JENKINS_URL", "https://jenkins.example.org/"},
        {"CHANGE_ID", "1"},
        {"CHANGE_TARGET", "main"},
        {"GIT_COMMIT", change.head}},
       "keyhound-junit.xml"},
      {{{"CIRCLECI", "true"}, {"CIRCLE_SHA1", change.head}, {"KEYHOUND_BASE", "origin/main"}},
       "keyhound-junit.xml"},
      {{{"BITBUCKET_BUILD_NUMBER", "1"},
        {"BITBUCKET_PR_ID", "1"},
        {"BITBUCKET_PR_DESTINATION_BRANCH", "main"},
        {"BITBUCKET_PR_DESTINATION_COMMIT", change.base},
        {"BITBUCKET_COMMIT", change.head}},
       "test-reports/keyhound.xml"},
      {{{"KEYHOUND_BASE", change.base}, {"KEYHOUND_HEAD", change.head}}, "keyhound.sarif"}};
  for (const Row& row : rows) {
    const Tools tools;
    const TempDir out;
    auto environment = row.environment;
    environment["KEYHOUND_OUTPUT_DIR"] = out.str();
    const RunResult result =
        tools.run_script(templates() / "scan.sh", change.repo.path(), environment);
    CAPTURE(row.environment.begin()->first);
    INFO(result.describe());
    CHECK(result.exit_code == 1);
    CHECK(fs::exists(out.path() / row.report));
    CHECK(result.out.find(github_pat(1)) == std::string::npos);
  }
}

TEST_CASE("What the image holds is enough for keyhound to run") {
  TempDir dir;
  const char* other = std::getenv("KEYHOUND_PROGRAM");
  const std::string program = other != nullptr ? other : kProgram;
  const RunResult made =
      run({"sh", (templates() / "docker/collect.sh").string(), program, dir / "image"});
  INFO(made.describe());
  REQUIRE(made.exit_code == 0);
  const RunResult version = run({"chroot", dir / "image", "/usr/bin/keyhound", "version"});
  if (version.err.find("not permitted") != std::string::npos) return;  // only root may
  CHECK(version.exit_code == 0);
  // As in a container: nobody of the machine, and nothing of it.
  dir.write_file("image/scanned/a.env", "TOKEN=" + github_pat(1) + "\n");
  const RunResult scanned = run({"chroot", "--userspec=65532:65532", dir / "image",
                                 "/usr/bin/keyhound", "scan", "/scanned", "--no-progress"});
  INFO(scanned.describe());
  CHECK(scanned.exit_code == 1);
  CHECK(scanned.out.find("a.env:1:7") != std::string::npos);
  if (fs::exists(dir / "image/bin/sh")) {
    CHECK(run({"chroot", dir / "image", "/bin/sh", "-c", "ls /scanned"}).out == "a.env\n");
  }
  CHECK(
      run({"sh", (templates() / "docker/collect.sh").string(), program, dir / "image"}).exit_code ==
      2);
}

}  // namespace keyhound::testing
