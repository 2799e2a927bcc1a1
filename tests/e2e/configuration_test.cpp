// SPDX-License-Identifier: Apache-2.0
// What `.keyhound.toml` does to a run: each key, who wins, and what is refused.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "tests/e2e/configured_project.h"

namespace keyhound::testing {

TEST_CASE("Without a configuration everything is found") {
  const ConfiguredProject project;
  const Report report = project.scan();
  CHECK(report.has_finding(kGithubRule, "src/app.env"));
  CHECK(report.has_finding(kGithubRule, "vendor/lib.env"));
  CHECK(report.has_finding("secret-printed", ".github/workflows/ci.yml"));
}

TEST_CASE("Excluded paths are left out in every mode, of pipeline findings too") {
  ConfiguredProject project;
  project.configure("[paths]\nexclude = [\"vendor/\", \".github/**\"]\n");
  for (const std::vector<std::string>& mode : std::vector<std::vector<std::string>>{
           {}, {"--tree-only"}, {"--history-only"}, {"--range", "HEAD~2..HEAD"}}) {
    const Report report = project.scan(mode);
    CHECK_FALSE(report.has_finding(kGithubRule, "vendor/lib.env"));
    CHECK_FALSE(report.has_finding("secret-printed", ".github/workflows/ci.yml"));
    if (mode.empty()) CHECK(report.has_finding(kGithubRule, "src/app.env"));
  }
  // Paths of a scan of one directory begin there; the globs begin at the root all the same.
  CHECK(project.run({"scan", "--tree-only", "vendor"}).exit_code == 0);
  CHECK(project.run({"scan", "--tree-only", "vendor/lib.env"}).exit_code == 0);
  CHECK(project.run({"scan", "--tree-only", "src"}).exit_code == 1);
  CHECK(project.run({"pipelines"}).exit_code == 0);
  CHECK(has(project.run({"explain", "vendor/lib.env:1"}).out, ".keyhound.toml:2:12"));
  CHECK_FALSE(has(project.run({"inventory"}).out, "TOKEN"));
  CHECK(has(project.run({"inventory", "--no-config"}).out, "TOKEN"));
  project.repo.write("vendor/new.env", github_pat(3)).stage("vendor/new.env");
  CHECK(project.run({"scan", "--staged"}).exit_code == 0);
}

TEST_CASE("Rules and checks can be switched off, by id or number") {
  ConfiguredProject project;
  const std::string number = find_line(project.run({"pipelines", "--list"}).out, "secret-printed");
  project.configure("[rules]\ndisable = [\"" + std::string(kGithubRule) + "\", \"" +
                    number.substr(0, 3) + "\"]\n");
  const Report report = project.scan();
  CHECK_FALSE(report.has_finding(kGithubRule, "src/app.env"));
  CHECK_FALSE(report.has_finding("secret-printed", ".github/workflows/ci.yml"));
  CHECK(project.scan({"--no-config"}).has_finding(kGithubRule, "src/app.env"));
  CHECK(has(project.run({"explain", "src/app.env:1"}).out, "switched the rule off"));
  project.configure("[rules]\ndisable = [\"secret-printed\"]\n");
  CHECK_FALSE(has(project.run({"pipelines"}).out, "secret-printed"));
  CHECK(has(project.run({"pipelines", "--no-config"}).out, "secret-printed"));
}

TEST_CASE("Severities of the configuration decide what fails, but not for samples") {
  ConfiguredProject project;
  project.configure("[rules]\nseverity = { " + std::string(kGithubRule) +
                    " = \"info\", secret-printed = \"critical\" }\n");
  const Report report = project.scan();
  for (const Finding& finding : report.findings) {
    if (finding.rule_id == kGithubRule) CHECK(finding.json["severity"] == "info");
    if (finding.rule_id == "secret-printed") CHECK(finding.json["severity"] == "critical");
  }
  CHECK(project.run({"scan", "--no-pipelines"}).exit_code == 0);
  CHECK(project.run({"scan"}).exit_code == 1);
}

TEST_CASE("Allowlist entries count for their rules until they end, and reports tell") {
  ConfiguredProject project;
  const auto entry = [](const std::string& more) {
    return "[[allowlists]]\nreason = \"library's sample\"\npaths = ['^vendor/']\n" + more;
  };
  project.configure(entry("rules = [\"" + std::string(kGithubRule) + "\"]\nuntil = 2027-01-31\n"));
  Report report = project.scan({"--now", "2027-01-30"});
  CHECK_FALSE(report.has_finding(kGithubRule, "vendor/lib.env"));
  CHECK(report.has_finding(kGithubRule, "src/app.env"));
  REQUIRE(report.json["suppressions"].size() == 1);
  CHECK(report.json["suppressions"][0]["kind"] == "allowlist");
  CHECK(report.json["suppressions"][0]["rule_id"] == kGithubRule);
  CHECK(report.json["suppressions"][0]["reason"] == "library's sample");
  CHECK(report.json["suppressions"][0]["path"] == ".keyhound.toml");

  report = project.scan({"--now", "2027-02-01"});
  CHECK(report.has_finding(kGithubRule, "vendor/lib.env"));
  CHECK(report.json.value("suppressions", nlohmann::json::array()).empty());
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].kind == "expired-allowlist");
  CHECK(report.diagnostics[0].subject == ".keyhound.toml:1:1");
  CHECK(report.complete);

  project.configure(entry("rules = [\"aws-access-key-id\"]\n"));
  CHECK(project.scan().has_finding(kGithubRule, "vendor/lib.env"));
  project.configure(entry(""));
  CHECK_FALSE(project.scan().has_finding(kGithubRule, "vendor/lib.env"));
  CHECK(has(project.run({"explain", "vendor/lib.env:1"}).out, "library's sample"));
}

TEST_CASE("A policy asks which exception stands behind an allowlist entry") {
  ConfiguredProject project;
  project.repo.write("owners.yaml",
                     "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n");
  const auto verdict = [&](const std::string& more) {
    project.configure(
        "[policies]\nregistry = [\"owners.yaml\"]\n[[allowlists]]\nreason = \"r\"\n"
        "paths = ['^vendor/']\n" +
        more);
    return project.scan().has_finding("EXC1004", ".keyhound.toml");
  };
  CHECK(verdict(""));
  project.repo.write("owners.yaml",
                     "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n"
                     "exceptions: [{id: EXC-1, applies_to: {policies: [OWN1001]}, reason: r, "
                     "ticket: T-1, requested_by: 'user:a', approver: 'user:b', granted: "
                     "2026-01-01, expires: 2099-01-01}]\n");
  CHECK_FALSE(verdict("exception = \"EXC-1\"\n"));
}

TEST_CASE("A configuration changes what a policy asks and how much it counts") {
  ConfiguredProject project;
  project.repo.write("owners.yaml",
                     "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n"
                     "credentials: [{id: a, review: {period: P50D}}]\n");
  const auto configure = [&](const std::string& more) {
    project.configure("[policies]\nregistry = [\"owners.yaml\"]\n" + more);
  };
  configure("");
  CHECK(project.scan().has_finding("OWN1001", "owners.yaml"));
  configure("[policies.settings.OWN1001]\nenabled = false\n");
  CHECK_FALSE(project.scan().has_finding("OWN1001", "owners.yaml"));
  CHECK(has(project.run({"config", "show"}).out, "policies.settings.OWN1001.enabled"));

  configure("[policies.settings.OWN1099]\nenabled = false\n");
  const RunResult refused = project.run({"scan"});
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, ".keyhound.toml:3:20: there is no such policy; did you mean OWN100"));
}

TEST_CASE("The command line wins over the configuration") {
  ConfiguredProject project;
  project.configure(
      "[scan]\nfail_on = \"none\"\nstrict = true\n[output]\nformat = \"json\"\n"
      "files = [\"sarif=out.sarif\"]\n");
  const RunResult configured = project.run({"scan"});
  CHECK(configured.exit_code == 0);
  CHECK(configured.out.front() == '{');
  CHECK(project.repo.dir().exists("out.sarif"));
  std::filesystem::remove(project.repo.path() + "/out.sarif");

  const RunResult overridden =
      project.run({"scan", "--fail-on", "low", "--format", "text", "--output", "json=other.json"});
  CHECK(overridden.exit_code == 1);
  CHECK(overridden.out.front() != '{');
  CHECK_FALSE(project.repo.dir().exists("out.sarif"));
  CHECK(project.repo.dir().exists("other.json"));

  project.configure("[scan]\nstrict = true\n");
  const auto strict_findings = project.scan().findings.size();
  CHECK(project.scan({"--no-strict"}).findings.size() <= strict_findings);
  CHECK(project.run({"scan", "--config", "gone.toml"}).exit_code == 2);
  CHECK(project.run({"scan", "--config", ".keyhound.toml", "--no-config"}).exit_code == 2);
}

TEST_CASE("Rule files are named relative to the configuration, and --rules adds to them") {
  ConfiguredProject project;
  const auto rule = [](const std::string& id, const std::string& word) {
    return "[[rules]]\nid = \"" + id + "\"\nregex = '''" + word + "_[0-9]{8}'''\n";
  };
  project.repo.write("conf/own.toml", rule("own", "own") + rule("two", "two"));
  project.repo.write("more.toml", rule("two", "three"));
  project.repo.write("a.txt", "own_12345678 two_12345678 three_12345678\n");
  project.configure("[rules]\nfiles = [\"conf/own.toml\"]\ndefaults = false\n");
  Report report = project.scan({"--tree-only", "--no-pipelines"});
  CHECK(report.has_finding("own", "a.txt"));
  CHECK(report.find("two", "a.txt")->start_column == 14);
  CHECK_FALSE(report.has_finding(kGithubRule, "src/app.env"));
  report = project.scan({"--tree-only", "--no-pipelines", "--rules", "more.toml"});
  CHECK(report.has_finding("own", "a.txt"));
  CHECK(report.find("two", "a.txt")->start_column == 27);
  // A configuration in another directory names its own neighbours.
  project.repo.write("conf/k.toml", "[rules]\nfiles = [\"own.toml\"]\n");
  CHECK(project.scan({"--tree-only", "--config", "conf/k.toml"}).has_finding("own", "a.txt"));
}

TEST_CASE("A commit may hold what is extended, with its rule files") {
  ConfiguredProject project;
  project.repo.write("shared/k.toml", "[rules]\nfiles = [\"own.toml\"]\ndisable = [\"" +
                                          std::string(kGithubRule) + "\"]\n");
  project.repo.write("shared/own.toml", "[[rules]]\nid = \"own\"\nregex = '''own_[0-9]{8}'''\n");
  project.repo.stage().commit("Share");
  project.repo.git({"update-ref", "refs/remotes/origin/main", "HEAD"});
  project.repo.commit_removal("shared/own.toml", "Move the rules");
  project.repo.write("a.txt", "own_12345678\n");
  const std::string extends = "extends = [{ path = \"shared/k.toml\", ref = \"origin/main\" }]\n";
  project.configure(extends);
  const Report report = project.scan();
  CHECK(report.has_finding("own", "a.txt"));
  CHECK_FALSE(report.has_finding(kGithubRule, "src/app.env"));
  project.configure(extends + "[rules]\nenable = [\"" + std::string(kGithubRule) + "\"]\n");
  CHECK(project.scan().has_finding(kGithubRule, "src/app.env"));
  CHECK(has(project.run({"config", "show"}).out, "origin/main:shared/k.toml:2:10"));
}

TEST_CASE("What a configuration gets wrong is refused with its place, and nothing is scanned") {
  ConfiguredProject project;
  struct Row {
    std::string toml;
    std::string message;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"[rules]\ndisabel = []", ".keyhound.toml:2:1: unknown key \"disabel\" in [rules]"},
           {"[rules]\ndisable = [\"github-clasic-pat\"]",
            ".keyhound.toml:2:12: there is no rule and no pipeline check \"github-clasic-pat\"; "
            "did "
            "you mean \"github-classic-pat\"?"},
           {"[rules]\nseverity = {secret-printd = \"low\"}", "did you mean \"secret-printed\"?"},
           {"[[allowlists]]\nrules = [\"nothing-like-it\"]\npaths = ['a']",
            ".keyhound.toml:2:10: there is no rule"},
           {"[[allowlists]]\npaths = ['a(']", ".keyhound.toml:2:10: "},
           {"[rules]\ndefaults = false", "leaves no rule"},
           {"[rules]\nfiles = [\"gone.toml\"]", ".keyhound.toml:2:10: there is no gone.toml"},
           {"[policies]\nregistry = [\"gone.yaml\"]", ".keyhound.toml:2:13: there is no gone.yaml"},
           {"[output]\nformat = \"txt\"", ".keyhound.toml:2:1: report format 'txt' is unknown"},
           {"[output]\nfiles = [\"sarif=../x.sarif\"]", ".keyhound.toml:2:10: sarif=../x.sarif"},
           {"[output]\nfiles = [\"sarif=/tmp/x.sarif\"]", "give --output for others"},
           {"[output]\nfiles = [\"sarif=.git/config\"]", "outside of .git"},
           {"[output]\nfiles = [\"sarif=link/x.sarif\"]", "give --output for others"},
           {"[output]\nfiles = [\"x.sarif\"]", "must be FORMAT=FILE"},
           {"extends = \"gone.toml\"", ".keyhound.toml:1:11: extends: gone.toml"}}) {
    std::error_code ignored;
    std::filesystem::create_symlink("/tmp", project.repo.path() + "/link", ignored);
    CAPTURE(row.toml);
    project.configure(row.toml + "\n");
    const std::string refusal = project.refusal();
    CAPTURE(refusal);
    CHECK(has(refusal, row.message));
    CHECK(has(project.refusal({"config", "check"}), row.message));
  }
}

TEST_CASE("A configuration without any rule left is refused") {
  ConfiguredProject project;
  project.repo.write("own.toml", "[[rules]]\nid = \"own\"\nregex = '''own_[0-9]{8}'''\n");
  project.configure("[rules]\nfiles = [\"own.toml\"]\ndefaults = false\ndisable = [\"own\"]\n");
  CHECK(has(project.refusal(), ".keyhound.toml:4:12: every rule is disabled"));
}

TEST_CASE("A configuration that cannot be read, or is another user's, stops the run") {
  ConfiguredProject project;
  std::filesystem::create_directory(project.repo.path() + "/.keyhound.toml");
  CHECK(has(project.refusal(), ".keyhound.toml"));
  std::filesystem::remove(project.repo.path() + "/.keyhound.toml");
  if (::geteuid() != 0) return;
  project.configure("[rules]\ndisable = [\"" + std::string(kGithubRule) + "\"]\n");
  const std::string path = project.repo.path() + "/.keyhound.toml";
  REQUIRE(::chown(path.c_str(), 12345, static_cast<gid_t>(-1)) == 0);
  CHECK(has(project.refusal(), "belongs to another user (uid 12345)"));
  CHECK(has(project.refusal({"pipelines"}), "--no-config"));
  CHECK_FALSE(project.scan({"--config", path}).has_finding(kGithubRule, "src/app.env"));
  CHECK(project.scan({"--no-config"}).has_finding(kGithubRule, "src/app.env"));
}

TEST_CASE("The state of one configuration does not serve another") {
  ConfiguredProject project;
  const std::vector<std::string> state = {"--state", project.repo.git_dir() / "k.state"};
  CHECK(project.scan(state).has_finding(kGithubRule, "src/app.env"));
  project.configure("[rules]\ndisable = [\"" + std::string(kGithubRule) + "\"]\n");
  CHECK_FALSE(project.scan(state).has_finding(kGithubRule, "src/app.env"));
  project.configure("[[allowlists]]\nstopwords = [\"" + github_pat(1).substr(4, 9) + "\"]\n");
  Report report = project.scan(state);
  CHECK_FALSE(report.has_finding(kGithubRule, "src/app.env"));
  CHECK(report.has_finding(kGithubRule, "vendor/lib.env"));
  project.configure("");
  CHECK(project.scan(state).has_finding(kGithubRule, "src/app.env"));
}

TEST_CASE("Standard input and targets of several repositories know whose configuration counts") {
  ConfiguredProject project;
  project.configure("[rules]\ndisable = [\"" + std::string(kGithubRule) + "\"]\n");
  RunOptions options;
  options.cwd = project.repo.path();
  options.stdin_bytes = github_pat(5);
  CHECK(keyhound({"scan", "-"}, options).exit_code == 0);
  CHECK(keyhound({"scan", "-", "--no-config"}, options).exit_code == 1);

  const ConfiguredProject other;
  const RunResult two = project.run({"pipelines", ".", other.repo.path()});
  CHECK(two.exit_code == 2);
  CHECK(has(two.err, "have different configurations"));
  CHECK(project.run({"pipelines", ".", ".github"}).exit_code == 1);
}

TEST_CASE("config show tells each value's origin, path the file, and schema what may stand in it") {
  ConfiguredProject project;
  CHECK(has(project.run({"config", "show"}).out, "default"));
  CHECK(has(project.run({"config", "check"}).out, "the defaults apply"));
  CHECK(project.run({"config", "path"}).out.empty());
  project.repo.write("shared.toml", "[scan]\nfail_on = \"high\"\n");
  project.configure("extends = \"shared.toml\"\n[rules]\ndisable = [\"generic-password\"]\n");
  const RunResult shown = project.run({"config", "show"});
  CHECK(shown.exit_code == 0);
  CHECK(has(shown.out, "# .keyhound.toml\n# extends shared.toml\n"));
  CHECK(has(find_line(shown.out, "rules.disable"), "\"generic-password\""));
  CHECK(has(find_line(shown.out, "rules.disable"), ".keyhound.toml:3:12"));
  CHECK(has(find_line(shown.out, "scan.fail_on"), "shared.toml:2:1"));
  CHECK(has(find_line(shown.out, "scan.strict"), "default"));
  CHECK(project.run({"config", "path", ".github"}).out == ".keyhound.toml\n");
  CHECK(has(project.run({"config", "check"}).out, "no errors, with 1 file that it extends"));
  CHECK(has(project.run({"config", "check", "shared.toml"}).out, "shared.toml: no errors"));
  CHECK(project.run({"config", "check", "gone"}).exit_code != 0);
  CHECK(has(keyhound({"config", "schema"}).out, "\"allowlists\""));
}

}  // namespace keyhound::testing
