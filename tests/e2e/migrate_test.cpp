// SPDX-License-Identifier: Apache-2.0
// What users of gitleaks, detect-secrets and trufflehog bring with them: their configuration runs
// as it is, or becomes keyhound's.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr const char* kNow = "2026-11-30T00:00:00Z";

std::string acme_token(unsigned n) { return "acme_" + random_text(n, 16, "0123456789abcdef"); }

constexpr const char* kConfig = R"toml(
title = "ours"
[[rules]]
id = "acme-token"
description = "ACME token"
Regex = '''acme_(?<secret>[0-9a-f]{16})'''
entropy = "2.0"
keywords = "acme"
[[rules]]
id = "keystore"
path = '''\.p12$'''
[allowlist]
paths = ['''^docs/''']
)toml";

}  // namespace

TEST_CASE("A scan runs with the rules of a .gitleaks.toml in place of the default ones") {
  GitRepoBuilder repo;
  repo.write("gl.toml", kConfig);
  repo.commit_file("a.env", "KEY=" + acme_token(1) + "\n", "One");
  repo.commit_file("docs/b.env", "KEY=" + acme_token(2) + "\n", "Two");
  repo.commit_file("c.env", "KEY=" + github_pat(1) + "\n", "Three");
  repo.commit_file("d/key.p12", "x", "Four");
  repo.commit_file("low.env", "KEY=acme_" + std::string(16, 'a') + "\n", "Five");
  const ScanResult found = scan({repo.path(), "--gitleaks-config", repo.path() + "/gl.toml"});
  INFO(found.run.describe());
  CHECK(found.run.exit_code == 1);
  CHECK(found.report.findings.size() == 2);
  CHECK(found.report.has_finding("acme-token", "a.env"));
  CHECK(found.report.find("keystore", "d/key.p12", "path") != nullptr);
  CHECK(found.report.complete);
}

TEST_CASE("With useDefault the default rules serve too, and that they are others is said") {
  TempDir dir;
  dir.write_file("gl.toml",
                 "[extend]\nuseDefault = true\ndisabledRules = [\"github-pat\"]\n[[rules]]\nid = "
                 "\"own\"\nregex = '''own_[0-9]{12}'''\n");
  dir.write_file("in/a.env", "KEY=" + github_pat(1) + "\nB=own_" +
                                 random_text(3, 12, "0123456789") + "\nC=" + openssh_private_key() +
                                 "\n");
  const ScanResult found = scan({dir / "in", "--gitleaks-config", dir / "gl.toml"});
  INFO(found.run.describe());
  CHECK(found.report.has_finding("own", "a.env"));
  CHECK(found.report.has_finding("private-key-openssh", "a.env"));
  CHECK(found.report.count(kGithubRule) == 0);
  CHECK(found.report.diagnoses("serve in place of those of gitleaks"));
}

TEST_CASE("A regex of a .gitleaks.toml that does not compile names file, line and rule") {
  TempDir dir;
  dir.write_file("gl.toml", "\n[[rules]]\nid = \"ahead\"\nregex = '''a(?=b)'''\n");
  dir.write_file("in/a", "x");
  const RunResult run = keyhound({"scan", dir / "in", "--gitleaks-config", dir / "gl.toml"});
  INFO(run.describe());
  CHECK(run.exit_code == 2);
  CHECK(run.err.find("gl.toml:2: rule ahead: regex") != std::string::npos);
  dir.write_file("gl.toml", "[[rules]]\nid = \"empty\"\nregex = '''(x*)'''\n");
  const RunResult empty = keyhound({"scan", dir / "in", "--gitleaks-config", dir / "gl.toml"});
  CHECK(empty.exit_code == 2);
  CHECK(empty.err.find("gl.toml:1: rule empty") != std::string::npos);
}

TEST_CASE("Migration shows what it would write, and writes it only once") {
  GitRepoBuilder repo;
  repo.write(".gitleaks.toml", kConfig);
  const std::string old =
      repo.commit_file("a.env", "#\nKEY=" + acme_token(1) + "\nOLD=" + acme_token(4) + "\n", "One");
  repo.commit_file("a.env", "#\nKEY=" + acme_token(1) + "\n", "Two");
  repo.write(".gitleaksignore",
             "a.env:acme-token:2\n" + old + ":a.env:acme-token:3\n" + "gone.env:acme-token:1\n");
  const std::vector<std::string> command = {"migrate", repo.path(), "--now", kNow, "--days", "30"};
  const RunResult shown = keyhound({"migrate", repo.path(), "--now", kNow, "--days", "30"});
  INFO(shown.describe());
  CHECK(shown.exit_code == 0);
  CHECK(shown.out.find("==> .keyhound.toml <==") != std::string::npos);
  CHECK(shown.out.find("until = 2026-12-30") != std::string::npos);
  CHECK(shown.out.find("gone.env:1: the file is not there any more") != std::string::npos);
  CHECK(shown.out.find("keystore: asks for a path alone") != std::string::npos);
  CHECK(shown.out.find(acme_token(1)) == std::string::npos);
  CHECK_FALSE(repo.dir().exists(".keyhound.toml"));

  std::vector<std::string> writing = command;
  writing.emplace_back("--write");
  const RunResult written = keyhound(writing);
  INFO(written.describe());
  CHECK(written.exit_code == 0);
  const std::string baseline = repo.dir().read_file(".keyhound-baseline");
  std::size_t entries = 0;
  for (std::size_t at = baseline.find("\nkh1:"); at != std::string::npos;
       at = baseline.find("\nkh1:", at + 1))
    ++entries;
  CHECK(entries == 2);
  CHECK(repo.dir().exists("keyhound-rules.toml"));

  const RunResult again = keyhound(writing);
  CHECK(again.exit_code == 2);
  CHECK(again.err.find("there already") != std::string::npos);
  writing.emplace_back("--force");
  CHECK(keyhound(writing).exit_code == 0);

  // The rules that were written find the same secrets, by the fingerprints of the baseline.
  const ScanResult found =
      scan({repo.path(), "--no-default-rules", "--rules", repo.path() + "/keyhound-rules.toml"});
  INFO(found.run.describe());
  CHECK(found.report.count("acme-token") == 2);
  for (const Finding& finding : found.report.findings) {
    CHECK(baseline.find(finding.fingerprint + " " + finding.rule_id + " ") != std::string::npos);
  }
}

TEST_CASE("Baselines of detect-secrets and paths that trufflehog leaves out are taken over") {
  TempDir dir;
  dir.write_file("a.env", "KEY=" + github_pat(1) + "\n");
  // The SHA-1 of the token is not known here: an entry without a hash is taken by its line.
  dir.write_file(".secrets.baseline",
                 R"({"version":"1.5.0","plugins_used":[],"filters_used":[],"results":{"a.env":[)"
                 R"({"type":"GitHub Token","line_number":1,"is_secret":false}]}})");
  dir.write_file(".trufflehog-exclude", "^vendor/\n(?=x)\n");
  const RunResult shown = keyhound({"migrate", dir.str(), "--now", kNow, "--until", "2027-01-31"});
  INFO(shown.describe());
  CHECK(shown.exit_code == 0);
  CHECK(shown.out.find("verdict=false-positive until=2027-01-31") != std::string::npos);
  CHECK(shown.out.find("paths = ['^vendor/']") != std::string::npos);
  CHECK(shown.out.find(".trufflehog-exclude:2: the regex does not compile") != std::string::npos);
  CHECK(shown.out.find(github_pat(1)) == std::string::npos);
}

TEST_CASE("Migration without anything to read, or with an end in the past, says what to do") {
  TempDir dir;
  const RunResult nothing = keyhound({"migrate", dir.str()});
  CHECK(nothing.exit_code == 2);
  CHECK(nothing.err.find("nothing to migrate") != std::string::npos);
  dir.write_file(".gitleaksignore", "a:b:1\n");
  const RunResult past = keyhound({"migrate", dir.str(), "--now", kNow, "--until", "2026-01-01"});
  CHECK(past.exit_code == 2);
  CHECK(past.err.find("has passed") != std::string::npos);
  const RunResult tool = keyhound({"migrate", dir.str(), "--from", "other"});
  CHECK(tool.exit_code == 2);
}

TEST_CASE("A hostile ignore file reads nothing outside and writes no escape to the terminal") {
  TempDir dir;
  dir.write_file("outside.env", "KEY=" + github_pat(1) + "\n");
  dir.write_file("in/.gitleaksignore",
                 "../outside.env:github-pat:1\n\x1b[31mred:github-pat:1\na\xFF:b:1\n");
  const RunResult run = keyhound({"migrate", dir / "in", "--now", kNow});
  INFO(run.describe());
  CHECK(run.exit_code == 0);
  CHECK(run.out.find("kh1:") == std::string::npos);
  CHECK(run.out.find('\x1b') == std::string::npos);
}

}  // namespace keyhound::testing
