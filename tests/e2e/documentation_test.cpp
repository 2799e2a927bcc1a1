// SPDX-License-Identifier: Apache-2.0
// Documents that cannot lie: every keyhound command that the README, docs/ and --help show is run
// in a repository that has what they speak of.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/build_places.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/question_store.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The lines of ```sh blocks that call keyhound, comments cut off.
std::vector<std::string> shown_commands(const fs::path& document) {
  std::vector<std::string> commands;
  std::istringstream lines(read(document));
  bool in_shell = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) in_shell = !in_shell && line == "```sh";
    const bool is_call =
        in_shell && line.find("keyhound ") != std::string::npos && line.front() != '#';
    if (!is_call || line.rfind("./dev", 0) == 0 || line.rfind("export ", 0) == 0) continue;
    if (line.rfind("cmake", 0) == 0) continue;
    commands.push_back(line.substr(0, line.find(" #")));
  }
  return commands;
}

// A repository with everything the documents name: a branch with a change, a staged file, sources.
class DocumentedRepository {
 public:
  DocumentedRepository() {
    repo_.commit_file("src/main.c", "int main(void) { return 0; }\n", "Begin");
    repo_.git({"update-ref", "refs/remotes/origin/main", "HEAD"});
    repo_.commit_file("deploy.sh", "TOKEN=" + github_pat(7) + "\n", "Add deployment");
    repo_.commit_file(".github/workflows/ci.yml",
                      "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
                      "      - run: make\n",
                      "Add a workflow");
    repo_.commit_file("CODEOWNERS", "* @acme/platform\n", "Name owners");
    repo_.commit_file("config.env", "KEY=" + github_pat(8) + "\n", "Add config");
    repo_.write("staged.txt", github_pat(9)).stage("staged.txt");
    repo_.write("my-rules.toml",
                "[[rules]]\nid = \"acme-token\"\ndescription = \"ACME token\"\nregex = "
                "'''acme_([0-9a-f]{16})'''\n"
                "examples = ['acme_{hex:16}', 'x acme_{hex:16}']\n"
                "negative_examples = ['acme_', 'acme_{hex:4}']\n");
    repo_.write(".gitleaks.toml",
                "[[rules]]\nid = \"acme-token\"\nregex = '''acme_([0-9a-f]{16})'''\n");
    repo_.write(".gitleaksignore", "config.env:github-pat:1\n");
    repo_.write("owners.yaml",
                "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n");
    repo_.write("repositories.txt", repo_.path() + "\n");
    fill_question_store(repo_.path() + "/keyhound-store.db");
    fs::create_directory(fs::path(repo_.path()) / "bin");
    const char* other = std::getenv("KEYHOUND_PROGRAM");
    fs::create_symlink(other != nullptr ? other : testing::kProgram,
                       fs::path(repo_.path()) / "bin/keyhound");
  }

  RunResult run_shown(const std::string& command) const {
    RunOptions options;
    options.cwd = repo_.path();
    options.environment["PATH"] = repo_.path() + "/bin:" + std::getenv("PATH");
    options.environment["HOME"] = repo_.path();
    // What bulk runs record is asked by 'bulk' alone: 'query' asks a store that has everything.
    if (command.rfind("keyhound bulk ", 0) == 0)
      options.environment["KEYHOUND_STORE"] = repo_.path() + "/bulk.db";
    // What asks a forge's API finds nobody there: tests use no network.
    options.environment["https_proxy"] = "http://127.0.0.1:9";
    // keyhound ci must not take the tests' own run for that of the repository.
    options.unset = {"GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD",  "JENKINS_URL",
                     "JENKINS_HOME",   "CIRCLECI",  "BUILDKITE", "BITBUCKET_BUILD_NUMBER"};
    return run({"sh", "-c", command}, options);
  }

 private:
  GitRepoBuilder repo_;
};

void check_commands(const DocumentedRepository& repository,
                    const std::vector<std::string>& commands) {
  for (const std::string& command : commands) {
    const RunResult result = repository.run_shown(command);
    CAPTURE(command);
    INFO(result.describe());
    const bool asks = result.err.find("asks its questions in a terminal") != std::string::npos;
    const bool has_no_network = result.err.find("api.github.com") != std::string::npos &&
                                result.err.find("no connection") != std::string::npos;
    CHECK((result.exit_code == 0 || result.exit_code == 1 || asks || has_no_network));
  }
}

// Those that the list of --help has: each indented, with its description behind it.
std::vector<std::string> command_names() {
  std::vector<std::string> names;
  const std::string help = keyhound({"--help"}).out;
  std::istringstream lines(help.substr(std::min(help.size(), help.find("Subcommands:"))));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.rfind("  ", 0) == 0) {
    // What goes on from the line above stands further to the right.
    if (line[2] != ' ') names.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

}  // namespace

TEST_CASE("Every command that the README and docs/ show runs") {
  const DocumentedRepository repository;
  std::vector<fs::path> documents = {fs::path(testing::kSourceDir) / "README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(testing::kSourceDir) / "docs")) {
    // The tutorial has a test of its own, since its commands build on each other.
    if (entry.path().filename() == "tutorial-governance.md") continue;
    if (entry.path().extension() == ".md") documents.push_back(entry.path());
  }
  std::size_t count = 0;
  for (const fs::path& document : documents) {
    CAPTURE(document.string());
    const auto commands = shown_commands(document);
    count += commands.size();
    check_commands(repository, commands);
  }
  CHECK(count >= 12);
}

TEST_CASE("Every example of --help runs") {
  const DocumentedRepository repository;
  std::size_t count = 0;
  for (const std::string& command : command_names()) {
    const RunResult help = keyhound({command, "--help"});
    CHECK(help.exit_code == 0);
    std::vector<std::string> examples;
    std::istringstream lines(
        help.out.substr(std::min(help.out.size(), help.out.find("Examples:"))));
    for (std::string line; std::getline(lines, line);) {
      const std::size_t begin = line.find_first_not_of(' ');
      if (begin == 0 || begin == std::string::npos || line.find("keyhound ") == std::string::npos)
        continue;
      examples.push_back(line.substr(begin, line.find("   ", begin) - begin));
    }
    CAPTURE(command);
    CHECK_FALSE(examples.empty());
    count += examples.size();
    check_commands(repository, examples);
  }
  CHECK(count >= 40);
}

}  // namespace keyhound::testing
