// SPDX-License-Identifier: Apache-2.0
// A repository's own configuration neither blinds the scanner nor makes it run anything
// (shared/ROBUSTNESS.md, section 3).
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

struct Setting {
  std::string key;
  std::string value;
  std::string attribute = "";  // of *.txt
};

// "MARK" stands for a command that creates the marker file.
std::vector<Setting> settings() {
  return {{"color.ui", "always"},
          {"color.diff", "always"},
          {"diff.hide.textconv", "true", "diff=hide"},
          {"diff.hide.textconv", "MARK", "diff=hide"},
          {"diff.hide.command", "MARK", "diff=hide"},
          {"diff.hide.binary", "true", "diff=hide"},
          {"diff.orderFile", "/nonexistent"},
          {"diff.external", "/bin/true"},
          {"diff.external", "MARK"},
          {"core.fsmonitor", "MARK"},
          {"core.hooksPath", "HOOKS"},
          {"core.pager", "MARK"},
          {"filter.hide.clean", "MARK", "filter=hide"},
          {"filter.hide.smudge", "MARK", "filter=hide"},
          {"filter.hide.process", "MARK", "filter=hide"},
          {"core.attributesFile", "/dev/null", "-text"},
          {"core.autocrlf", "true"},
          {"diff.noprefix", "true"},
          {"diff.mnemonicPrefix", "true"},
          {"diff.srcPrefix", "x/"},
          {"diff.renames", "copies"},
          {"diff.context", "0"},
          {"diff.interHunkContext", "50"},
          {"diff.algorithm", "histogram"},
          {"diff.wordRegex", "."},
          {"diff.submodule", "log"},
          {"diff.ignoreSubmodules", "all"},
          {"diff.suppressBlankEmpty", "true"},
          {"format.pretty", "oneline"},
          {"log.date", "relative"},
          {"log.showSignature", "true"},
          {"log.follow", "true"},
          {"log.mailmap", "true"},
          {"log.diffMerges", "off"},
          {"core.quotePath", "false"},
          {"core.worktree", "/nonexistent"},
          {"core.ignoreCase", "true"},
          {"core.sparseCheckout", "true"},
          {"log.excludeDecoration", "*"},
          {"gpg.program", "MARK"}};
}

void write_script(const std::string& file, const std::string& marker) {
  write_whole_file(file, "#!/bin/sh\ntouch '" + marker + "'\ncat 2>/dev/null\nexit 0\n");
  std::filesystem::permissions(file, std::filesystem::perms(0755));
}

// A leak in history that is gone from HEAD, and another one in the index; then the setting.
void prepare(GitRepoBuilder& repo, const TempDir& outside, const Setting& setting) {
  if (!setting.attribute.empty()) {
    repo.write(".gitattributes", "*.txt " + setting.attribute + "\n");
  }
  repo.write("first.txt", "first\n").stage().commit("first");
  repo.commit_file("history.txt", "token = " + github_pat(1) + "\n", "leak");
  repo.commit_removal("history.txt", "remove");
  repo.write("staged.txt", "token = " + github_pat(2) + "\n").stage();
  const std::string script = outside / "command.sh";
  const std::string marker = outside / "marker";
  write_script(script, marker);
  for (const char* hook : {"pre-commit", "post-checkout", "post-index-change", "fsmonitor"}) {
    write_script(outside / ("hooks/" + std::string(hook)), marker);
  }
  std::string value = setting.value;
  if (value == "MARK") value = script;
  if (value == "HOOKS") value = outside / "hooks";
  repo.config(setting.key, value);
}

}  // namespace

TEST_CASE("No setting of a repository hides a leak in history or in the index, or runs a command") {
  for (const Setting& setting : settings()) {
    CAPTURE(setting.key);
    CAPTURE(setting.value);
    GitRepoBuilder repo;
    TempDir outside;
    prepare(repo, outside, setting);
    const ScanResult history = scan({repo.path(), "--history-only"});
    CHECK(history.run.exit_code == 1);
    CHECK(history.report.has_finding(kGithubRule, "history.txt"));
    const ScanResult staged = scan({repo.path(), "--staged"});
    CHECK(staged.run.exit_code == 1);
    CHECK(staged.report.has_finding(kGithubRule, "staged.txt"));
    keyhound({"scan", repo.path()});
    keyhound({"scan", repo.path(), "--tree-only"});
    keyhound({"scan", repo.path(), "--range", "HEAD~2..HEAD"});
    CHECK_FALSE(outside.exists("marker"));
  }
}

TEST_CASE("The user's own git settings hide nothing either") {
  GitRepoBuilder repo;
  TempDir home;
  prepare(repo, home, {"color.ui", "always"});
  home.write_file(".gitconfig",
                  "[color]\n ui = always\n[diff]\n external = /bin/true\n[core]\n fsmonitor = " +
                      (home / "command.sh") + "\n excludesFile = " + (home / "ignore") + "\n");
  home.write_file("ignore", "*\n");
  RunOptions options;
  options.environment["HOME"] = home.str();
  options.environment["GIT_EXTERNAL_DIFF"] = home / "command.sh";
  options.environment["GIT_PAGER"] = home / "command.sh";
  const ScanResult staged = scan({repo.path(), "--staged"}, options);
  CHECK(staged.report.has_finding(kGithubRule, "staged.txt"));
  const ScanResult tree = scan({repo.path(), "--tree-only"}, options);
  CHECK(tree.report.has_finding(kGithubRule, "staged.txt"));
  CHECK_FALSE(home.exists("marker"));
}

TEST_CASE("A repository configuration that is not valid is named, and files are still scanned") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "token = " + github_pat(3) + "\n", "leak");
  write_whole_file(repo.git_dir() / "config", "[core\nrubbish");
  const RunResult result = keyhound({"scan", repo.path(), "--format", "json"});
  INFO(result.describe());
  CHECK((result.exit_code == 1 || result.exit_code == 2 || result.exit_code == 3));
  CHECK((result.out + result.err).find("config") != std::string::npos);
}

}  // namespace keyhound::testing
