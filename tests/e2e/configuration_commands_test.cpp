// SPDX-License-Identifier: Apache-2.0
// Commands that show what a configuration changes, and repositories that have it in their commits.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/e2e/configured_project.h"

namespace keyhound::testing {

TEST_CASE("rules list and show tell what runs here") {
  ConfiguredProject project;
  project.repo.write("own.toml",
                     "[[rules]]\nid = \"own\"\ndescription = \"Own\"\nkind = \"access-token\"\n"
                     "severity = \"high\"\nconfidence = \"high\"\nregex = '''own_([a-z]{8})'''\n"
                     "secret_group = 1\n");
  project.configure(
      "[rules]\nfiles = [\"own.toml\"]\ndisable = [\"generic-password\"]\n"
      "severity = { \"own\" = \"low\" }\n");
  const RunResult list = project.run({"rules", "list"});
  INFO(list.describe());
  CHECK(list.exit_code == 0);
  CHECK(has(find_line(list.out, "own "), " low "));
  CHECK_FALSE(has(list.out, "\ngeneric-password "));
  CHECK(has(list.out, "disabled: generic-password (.keyhound.toml:3:12)"));
  const RunResult all = project.run({"rules", "list", "--no-config"});
  CHECK(has(all.out, "\ngeneric-password "));
  CHECK_FALSE(has(all.out, "disabled:"));
  CHECK(has(project.run({"rules", "show", "generic-password"}).out, "by .keyhound.toml:3:12"));
  CHECK(has(project.run({"rules", "show", "own"}).out, "low (by .keyhound.toml:4:"));
  project.configure("[rules]\ndisable = [\"generic-passwort\"]\n");
  CHECK(has(project.refusal({"rules", "list"}), "generic-password"));
}

TEST_CASE("Policies and controls are those of the configuration") {
  ConfiguredProject project;
  project.configure(
      "[policies.settings.ROT1001]\nenabled = false\n"
      "[policies.settings.EXP1001]\nlevel = \"note\"\n");
  CHECK_FALSE(has(project.run({"policy", "list"}).out, "ROT1001"));
  CHECK(has(project.run({"policy", "list", "--no-config"}).out, "ROT1001"));
  CHECK(has(find_line(project.run({"policy", "list"}).out, "EXP1001"), " note "));
  CHECK(project.run({"policy", "show", "ROT1001"}).exit_code == 2);
  CHECK(has(project.run({"controls", "show", "iso27001"}).out, "(switched off)"));
  CHECK_FALSE(
      has(project.run({"controls", "show", "iso27001", "--no-config"}).out, "(switched off)"));
  CHECK(project.run({"policy", "test"}).exit_code == 0);
  project.configure("[policies]\nregistry = [\"none.yaml\"]\n");
  CHECK(has(project.refusal({"policy", "eval"}), "none.yaml"));
  CHECK(project.run({"policy", "eval", "--no-config"}).exit_code == 0);
}

TEST_CASE("A bare repository is scanned as HEAD's configuration and baseline say") {
  ConfiguredProject project;
  const TempDir dir;
  const auto publish = [&](const std::string& toml) {
    project.configure(toml).repo.stage().commit("Configure");
    std::filesystem::remove_all(dir / "bare.git");
    std::filesystem::copy(project.repo.path() + "/.git", dir / "bare.git",
                          std::filesystem::copy_options::recursive);
    dir.write_file("bare.git/config", "[core]\nbare = true\nrepositoryformatversion = 0\n");
  };
  const auto scan_bare = [&](std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"scan", dir / "bare.git", "--format", "json"});
    RunOptions options;
    options.cwd = dir.str();
    return keyhound(more, options);
  };
  publish("[paths]\nexclude = [\"vendor/\"]\n[output]\nfiles = [\"json=x.json\"]\n");
  const Report report = parse_report(scan_bare());
  CHECK(report.has_finding(kGithubRule, "src/app.env"));
  CHECK_FALSE(report.has_finding(kGithubRule, "vendor/lib.env"));
  CHECK_FALSE(std::filesystem::exists(dir / "x.json"));
  CHECK(parse_report(scan_bare({"--no-config"})).has_finding(kGithubRule, "vendor/lib.env"));
  CHECK(has(keyhound({"config", "show", dir / "bare.git"}).out, "HEAD:.keyhound.toml:2"));

  REQUIRE(project.run({"baseline", "create", ".", "--no-config"}).exit_code == 0);
  publish("");
  CHECK(scan_bare().exit_code == 0);
  CHECK(scan_bare({"--no-baseline"}).exit_code == 1);
  std::filesystem::rename(project.repo.path() + "/.keyhound-baseline",
                          project.repo.path() + "/accepted");
  publish("[scan]\nbaseline = \"accepted\"\n");
  CHECK(scan_bare().exit_code == 0);
  CHECK(has(keyhound({"baseline", "update", dir / "bare.git"}).err, "stands in its commits"));
  const RunResult ci = keyhound({"ci", dir / "bare.git", "--base", "HEAD~1", "--output-dir",
                                 dir / "reports", "--format", "json"});
  INFO(ci.describe());
  CHECK(parse_report(ci).diagnoses("decides which of its findings are reported"));
  CHECK(has(ci.out, "\"accepted\""));
  publish("[scan]\nbaseline = \"gone\"\n");
  const RunResult gone = scan_bare();
  CHECK(gone.exit_code == 2);
  CHECK(has(gone.err, "has no gone"));
}

TEST_CASE(
    "A forbidden file is found in files, history, the index and a push, and can be accepted") {
  ConfiguredProject project;
  project.configure(
      "[paths]\nforbidden = ['\\.p12$']\nexclude = ['src/', 'vendor/', '.github/']\n"
      "[rules]\nseverity = { forbidden-file = \"critical\" }\n");
  project.repo.stage().commit("Configure");
  CHECK(project.run({"scan"}).exit_code == 0);
  project.repo.write("keys/store.p12", "x").stage();
  const Report staged = project.scan({"--staged"});
  CHECK(staged.find("forbidden-file", "keys/store.p12", "path") != nullptr);
  CHECK(project.run({"hook", "run", "pre-commit"}).exit_code == 1);
  project.repo.commit("Bring it");
  for (const std::vector<std::string>& mode : std::vector<std::vector<std::string>>{
           {}, {"--tree-only"}, {"--history-only"}, {"--range", "HEAD~1..HEAD"}}) {
    const Report report = project.scan(mode);
    CHECK(report.find("forbidden-file", "keys/store.p12", "path") != nullptr);
    CHECK(report.findings.size() == 1);
    CHECK(report.json["findings"][0]["severity"] == "critical");
  }
  CHECK(project.run({"baseline", "create"}).exit_code == 0);
  CHECK(project.run({"scan"}).exit_code == 0);
  project.configure("[paths]\nforbidden = ['(']\n");
  CHECK(has(project.refusal(), ".keyhound.toml:2:14"));
}

}  // namespace keyhound::testing
