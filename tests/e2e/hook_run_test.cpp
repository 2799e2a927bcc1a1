// SPDX-License-Identifier: Apache-2.0
// What the hooks do when git runs them: which bytes they look at, what they say, what they record.
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/hooked_repository.h"

namespace keyhound::testing {
namespace {

// The bypass.used events of a ledger.
std::vector<nlohmann::json> bypasses(const std::string& ledger) {
  std::vector<nlohmann::json> events;
  std::istringstream lines(read_whole_file(ledger));
  for (std::string line; std::getline(lines, line);) {
    auto event = nlohmann::json::parse(line);
    if (event["type"] == "bypass.used") events.push_back(std::move(event));
  }
  return events;
}

std::string new_ledger(const TempDir& dir) {
  const std::string path = dir / "ledger.jsonl";
  check_code(keyhound({"evidence", "create", path}), 0);
  return path;
}

}  // namespace

TEST_CASE("A staged credential stops the commit, with its place and how to go on") {
  HookedRepository repository;
  check_code(repository.commit("README", "hello\n"), 0);
  const std::string secret = github_pat(1);
  RunResult result = repository.commit("conf/app.env", "A=1\nTOKEN=" + secret + "\n");
  check_code(result, 1);
  CHECK(repository.count() == "1\n");
  CHECK_FALSE(has(result.err + result.out, secret));
  for (const char* part :
       {"conf/app.env:2:7", kGithubRule.data(), "git restore --staged conf/app.env",
        "keyhound:allow github-classic-pat reason=", "keyhound baseline update", "rotate",
        "git commit --no-verify; the next push says so"}) {
    CAPTURE(part);
    CHECK(has(result.err, part));
  }
}

TEST_CASE("A clean commit says nothing") {
  HookedRepository repository;
  const RunResult result = repository.commit("a.txt", "one\n");
  check_code(result, 0);
  CHECK(result.err.empty());
  CHECK(result.out.empty());
}

TEST_CASE("The staged bytes count, not those of the work tree") {
  HookedRepository repository;
  repository.recipe.write("a.txt", github_pat(1) + "\n").stage("a.txt");
  repository.recipe.write("a.txt", "clean\n");
  check_code(repository.git({"commit", "-q", "-m", "a"}), 1);
  repository.recipe.stage("a.txt").write("a.txt", github_pat(1) + "\n");
  check_code(repository.git({"commit", "-q", "-m", "a"}), 0);
}

TEST_CASE("git commit -a and git commit PATH are judged by what they commit") {
  HookedRepository repository;
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.commit("b.txt", "one\n"), 0);
  repository.recipe.write("a.txt", github_pat(1) + "\n");
  check_code(repository.git({"commit", "-q", "-a", "-m", "a"}), 1);
  repository.recipe.write("b.txt", "two\n");
  check_code(repository.git({"commit", "-q", "-m", "b", "b.txt"}), 0);
  check_code(repository.git({"commit", "-q", "-m", "a", "a.txt"}), 1);
}

TEST_CASE("What HEAD holds already does not stop a commit") {
  HookedRepository repository({"without hooks"});
  repository.recipe.commit_file("old.env", "T=" + github_pat(1) + "\n", "old");
  repository.install();
  check_code(repository.commit("old.env", "X=1\nT=" + github_pat(1) + "\n"), 0);
  check_code(repository.git({"commit", "-q", "--amend", "-m", "again"}), 0);
  check_code(repository.commit("old.env", "T=" + github_pat(2) + "\n"), 1);
}

TEST_CASE("A push brings in what the commits hold, and stops at a credential") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.push(), 0);
  check_code(repository.commit("b.txt", github_pat(1) + "\n", {"--no-verify"}), 0);
  check_code(repository.commit("b.txt", "gone again\n", {"--no-verify"}), 0);
  const RunResult result = repository.push();
  check_code(result, 1);
  CHECK(has(result.err, "b.txt:1:1 in commit"));
  CHECK(has(result.err, "git rebase --interactive"));
  CHECK_FALSE(has(result.err, github_pat(1)));
  CHECK(repository.remote.git({"rev-list", "--count", "--all"}) == "1");
}

TEST_CASE("New branches, deleted ones, tags and force-pushes are scanned for what is new") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.push({"main", "main:other"}), 0);
  check_code(repository.push({":other"}), 0);
  check_code(repository.git({"tag", "-a", "v1", "-m", github_pat(3)}), 0);
  const RunResult tag = repository.push({"v1"});
  check_code(tag, 1);
  CHECK(has(tag.err, kGithubRule.data()));
  check_code(repository.git({"tag", "-d", "v1"}), 0);
  check_code(repository.git({"checkout", "-q", "-b", "side"}), 0);
  check_code(repository.commit("b.txt", github_pat(1) + "\n", {"--no-verify"}), 0);
  check_code(repository.push({"side"}), 1);
  check_code(repository.git({"reset", "-q", "--hard", "main"}), 0);
  check_code(repository.commit("b.txt", "clean\n"), 0);
  check_code(repository.push({"side"}), 0);
}

TEST_CASE("A force-push over an old tip that was never fetched is scanned, and says so") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.push(), 0);
  GitRepoBuilder other;
  other.git({"pull", "-q", repository.remote.path(), "main"});
  other.commit_file("c.txt", "two\n", "elsewhere");
  other.git({"push", "-q", repository.remote.path(), "HEAD:main"});
  check_code(repository.commit("b.txt", github_pat(1) + "\n", {"--no-verify"}), 0);
  const RunResult result = repository.push({"--force", "main"});
  check_code(result, 1);
  CHECK(has(result.err, "what refs/heads/main was on the remote is not here"));
  CHECK(has(result.err, "b.txt:1:1"));
}

TEST_CASE("Commits that went past the hook are told, and recorded in the ledger once") {
  const TempDir dir;
  const std::string ledger = new_ledger(dir);
  HookedRepository repository({"without hooks"});
  repository.recipe.commit_file("old.txt", "from before the hook\n", "old");
  repository.install({"--ledger", ledger});
  repository.add_remote();
  check_code(repository.commit("a.txt", "checked\n"), 0);
  check_code(repository.commit("b.txt", "not checked\n", {"--no-verify"}), 0);
  const std::string past = repository.recipe.head();
  RunResult result = repository.push();
  check_code(result, 0);
  CHECK(has(result.err, "1 of 2 pushed commits was not checked before the commit"));
  CHECK(has(result.err, past.substr(0, 12)));
  CHECK(has(result.err, "recorded in " + ledger));
  auto events = bypasses(ledger);
  REQUIRE(events.size() == 1);
  CHECK(events[0]["subject"] == "commit:" + past);
  CHECK(events[0]["data"]["commit"] == past);
  CHECK(events[0]["data"]["kind"] == "pre-commit");
  CHECK(events[0]["data"]["findings"] == 0);
  CHECK(has(events[0]["data"]["reason"].get<std::string>(), "--no-verify"));
  check_code(keyhound({"evidence", "verify", ledger}), 0);

  check_code(repository.commit("c.txt", github_pat(1) + "\n", {"--no-verify"}), 0);
  for (int i = 0; i < 2; ++i) check_code(repository.push(), 1);
  events = bypasses(ledger);
  REQUIRE(events.size() == 2);
  CHECK(events[1]["data"]["findings"] == 1);
}

TEST_CASE("The ledger comes from the environment or git's settings, too; without one it is said") {
  const TempDir dir;
  const std::string ledger = new_ledger(dir);
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n", {"--no-verify"}), 0);
  RunResult result = repository.push({"main:one"});
  check_code(result, 0);
  CHECK(has(result.err, "this is recorded nowhere"));
  CHECK(has(result.err, "git config keyhound.ledger"));
  check_code(repository.commit("b.txt", "two\n", {"--no-verify"}), 0);
  check_code(repository.git({"push", "-q", "origin", "main"}, {{"KEYHOUND_LEDGER", ledger}}), 0);
  CHECK(bypasses(ledger).size() == 1);
  repository.recipe.config("keyhound.ledger", ledger);
  check_code(repository.commit("c.txt", "three\n", {"--no-verify"}), 0);
  check_code(repository.push(), 0);
  CHECK(bypasses(ledger).size() == 2);
  repository.recipe.config("keyhound.ledger", dir / "missing.jsonl");
  check_code(repository.commit("d.txt", "four\n", {"--no-verify"}), 0);
  result = repository.push();
  check_code(result, 1);
  CHECK(has(result.err, "keyhound evidence create"));
}

TEST_CASE("A rebased commit was not checked, a merge and what others have are not told") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.push(), 0);
  check_code(repository.git({"checkout", "-q", "-b", "side"}), 0);
  check_code(repository.commit("b.txt", "two\n"), 0);
  check_code(repository.git({"checkout", "-q", "main"}), 0);
  check_code(repository.commit("c.txt", "three\n"), 0);
  check_code(repository.git({"merge", "-q", "--no-edit", "side"}), 0);
  RunResult result = repository.push();
  check_code(result, 0);
  CHECK_FALSE(has(result.err, "not checked"));
  check_code(repository.git({"checkout", "-q", "-b", "topic", "main~1"}), 0);
  check_code(repository.commit("d.txt", "four\n"), 0);
  check_code(repository.git({"rebase", "-q", "main"}), 0);
  result = repository.push({"topic"});
  check_code(result, 0);
  CHECK(has(result.err, "1 of 1 pushed commit was not checked before the commit"));
}

TEST_CASE("A commit is never let through because the scan failed, unless that is allowed") {
  HookedRepository repository;
  check_code(repository.commit("a.txt", "one\n"), 0);
  repository.recipe.write("b.txt", "two, which is lost\n").stage("b.txt");
  const std::string blob = repository.recipe.git({"rev-parse", ":b.txt"});
  std::filesystem::remove(repository.recipe.loose_object_path(blob));
  repository.recipe.write("c.txt", "three\n");
  RunResult result = repository.hook({"run", "pre-commit"});
  check_code(result, 3);
  CHECK(has(result.err, "not scanned"));
  CHECK(has(result.err, "KEYHOUND_ALLOW_FAILURE=1 git commit"));
  result = repository.hook({"run", "--allow-failure", "pre-commit"});
  check_code(result, 0);
  CHECK(has(result.err, "let through"));
  const std::string environment_key = "KEYHOUND_FINGERPRINT_KEY";
  check_code(repository.commit("d.txt", "four\n"), 1);
  check_code(repository.git({"rm", "-q", "--cached", "b.txt"}), 0);
  result = repository.git({"commit", "-q", "-m", "d"}, {{environment_key, "no key"}});
  check_code(result, 1);
  CHECK(has(result.err, environment_key));
  result = repository.git({"commit", "-q", "-m", "d"},
                          {{environment_key, "no key"}, {"KEYHOUND_ALLOW_FAILURE", "1"}});
  check_code(result, 0);
  CHECK(has(result.err, "let through"));
}

TEST_CASE("Credentials in definitions count, checks of definitions only where that is asked for") {
  const std::string definition =
      "on: pull_request_target\njobs:\n  a:\n    runs-on: x\n    steps:\n"
      "      - run: echo ${{ secrets.A }}\n";
  HookedRepository repository;
  check_code(repository.commit(".github/workflows/a.yml", definition), 0);
  repository.install({"--pipelines"});
  const RunResult result = repository.commit(".github/workflows/b.yml", definition);
  check_code(result, 1);
  CHECK(has(result.err, ".github/workflows/b.yml:6"));
}

TEST_CASE("A policy of the configuration raises checks for commits, too") {
  const std::string definition =
      "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
      "      - uses: actions/checkout@v4\n      - run: make\n";
  HookedRepository repository({"--pipelines"});
  repository.recipe.write("policies.yaml", "kind: PolicySettings\nchecks: {P25: {level: error}}\n");
  check_code(repository.commit(".github/workflows/a.yml", definition), 0);
  repository.recipe.write(".keyhound.toml", "[policies]\npaths = ['policies.yaml']\n");
  const RunResult result = repository.commit(".github/workflows/b.yml", definition);
  check_code(result, 1);
  CHECK(has(result.err, ".github/workflows/b.yml:6"));
}

TEST_CASE("A registry of the repository does not stop commits that have nothing to do with it") {
  HookedRepository repository;
  repository.recipe.write("keyhound-registry.yaml",
                          "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials:\n"
                          "  - id: old-key\n    type: api-key\n");
  check_code(repository.commit("a.txt", "one\n"), 0);
}

}  // namespace keyhound::testing
