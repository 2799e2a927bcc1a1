// SPDX-License-Identifier: Apache-2.0
// Fixes of pipeline definitions through the program.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

constexpr const char* kPath = ".github/workflows/ci.yml";
constexpr const char* kBefore =
    "# What we build.\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - uses: actions/checkout@v4 # code\n      - uses: acme/lint@v1\n"
    "  b:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n"
    "      - uses: acme/lint@v1\n      - run: git push\n";
constexpr const char* kAfter =
    "# What we build.\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - uses: actions/checkout@v4 # code\n        with:\n"
    "          persist-credentials: false\n      - uses: acme/lint@v1\n"
    "  b:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n"
    "      - uses: acme/lint@v1\n      - run: git push\n";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const GitRepoBuilder& repo) { return repo.dir().read_file(kPath); }

}  // namespace

TEST_CASE("keyhound fix shows a difference that git can apply, and writes nothing") {
  GitRepoBuilder repo;
  repo.write(kPath, kBefore).stage();
  const RunResult result = keyhound({"fix", repo.path()});
  INFO(result.describe());
  CHECK(result.exit_code == 1);
  CHECK(
      result.out.starts_with("--- a/.github/workflows/ci.yml\n+++ b/.github/workflows/ci.yml\n"
                             "@@ -5,6 +5,8 @@\n"));
  CHECK(has(result.err, "1 finding can be fixed in 1 file, 1 not fixed. Nothing was written"));
  CHECK(has(result.err, "not fixed: .github/workflows/ci.yml:12: "));
  CHECK(has(result.err, "[checkout-persists-credentials]: step 3 runs git push\n"));
  CHECK(text_of(repo) == kBefore);
  repo.git({"apply", "-"}, result.out);
  CHECK(text_of(repo) == kAfter);
}

TEST_CASE("keyhound fix --write changes the files, once, and keeps their mode") {
  GitRepoBuilder repo;
  repo.write(kPath, kBefore).stage();
  const std::filesystem::path file = repo.dir().path() / kPath;
  std::filesystem::permissions(file, std::filesystem::perms(0640));
  const RunResult result = keyhound({"fix", "--write", file.string()});
  INFO(result.describe());
  CHECK(result.exit_code == 1);  // one is left
  CHECK(result.out == "fixed: .github/workflows/ci.yml: 1 finding\n");
  CHECK(text_of(repo) == kAfter);
  CHECK(std::filesystem::status(file).permissions() == std::filesystem::perms(0640));
  const RunResult again = keyhound({"fix", "--write", file.string()});
  CHECK(again.out.empty());
  CHECK(has(again.err, "0 findings fixed in 0 files, 1 not fixed."));
  CHECK(text_of(repo) == kAfter);
}

TEST_CASE("keyhound fix hands in what a called workflow of the repository declares") {
  GitRepoBuilder repo;
  repo.write(kPath,
             "on: push\njobs:\n  x:\n    uses: ./.github/workflows/x.yml\n"
             "    secrets: inherit\n");
  repo.write(".github/workflows/x.yml",
             "on:\n  workflow_call:\n    secrets: {KEY: {}}\njobs:\n  x:\n    runs-on: u\n"
             "    steps:\n      - run: ./deploy\n        env: {KEY: '${{ secrets.KEY }}'}\n");
  RunOptions inside;
  inside.cwd = repo.path() + "/.github";
  CHECK(keyhound({"fix", "--write", "workflows/ci.yml"}, inside).exit_code == 0);
  CHECK(text_of(repo) ==
        "on: push\njobs:\n  x:\n    uses: ./.github/workflows/x.yml\n"
        "    secrets:\n      KEY: ${{ secrets.KEY }}\n");
}

TEST_CASE("keyhound fix takes checks by id and number, and says which have fixes") {
  GitRepoBuilder repo;
  repo.write(kPath, kBefore).stage();
  CHECK(keyhound({"fix", "--check", "P05", repo.path()}).exit_code == 0);
  CHECK(has(keyhound({"fix", "--check", "P25", repo.path()}).out, "+++ b/"));
  const RunResult none = keyhound({"fix", "--check", "embedded-credential", repo.path()});
  CHECK(none.exit_code == 2);
  CHECK(has(none.err, "there are no fixes for 'embedded-credential'; those with fixes: "));
  CHECK(keyhound({"fix", "--check", "nothing", repo.path()}).exit_code == 2);
  CHECK(keyhound({"fix", repo.path() + "/none"}).exit_code == 2);
}

TEST_CASE("keyhound fix leaves alone what the configuration disables or excludes") {
  GitRepoBuilder repo;
  repo.write(kPath, kBefore).stage();
  const auto fixed = [&](const std::string& configuration, std::vector<std::string> more = {}) {
    repo.write(".keyhound.toml", configuration);
    more.insert(more.begin(), {"fix", repo.path()});
    const RunResult result = keyhound(more);
    INFO(result.describe());
    REQUIRE(result.exit_code < 2);
    return has(result.out, "persist-credentials");
  };
  CHECK(fixed(""));
  CHECK_FALSE(fixed("[rules]\ndisable = ['checkout-persists-credentials']\n"));
  CHECK(fixed("[rules]\ndisable = ['checkout-persists-credentials']\n",
              {"--check", "checkout-persists-credentials"}));
  CHECK_FALSE(fixed("[paths]\nexclude = ['.github/']\n"));
  CHECK(fixed("[paths]\nexclude = ['.github/']\n", {"--no-config"}));
}

TEST_CASE("keyhound fix says that a definition could not be read, and fixes the others") {
  GitRepoBuilder repo;
  repo.write(kPath, kBefore).write(".github/workflows/bad.yml", "on: [push\n").stage();
  const RunResult result = keyhound({"fix", repo.path()});
  CHECK(has(result.err, "keyhound: .github/workflows/bad.yml: "));
  CHECK(has(result.out, "+          persist-credentials: false\n"));
  repo.write(kPath, "on: push\njobs: {}\n");
  CHECK(keyhound({"fix", repo.path()}).exit_code == 3);
}

TEST_CASE("keyhound fix fixes what a policy raises, named by an option or the configuration") {
  constexpr const char* kQuiet =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
      "      - uses: actions/checkout@v4\n      - run: make\n";
  GitRepoBuilder repo;
  repo.write(kPath, kQuiet);
  repo.write("policies.yaml", "kind: PolicySettings\nchecks: {P25: {level: warning}}\n").stage();
  const std::string policies = repo.path() + "/policies.yaml";
  CHECK(keyhound({"fix", repo.path()}).out.empty());
  CHECK(has(keyhound({"fix", repo.path(), "--policies", policies}).out, "persist-credentials"));
  repo.write(".keyhound.toml", "[policies]\npaths = ['policies.yaml']\n");
  CHECK(has(keyhound({"fix", repo.path()}).out, "persist-credentials"));
  CHECK(keyhound({"fix", "--write", repo.path()}).exit_code == 0);
  CHECK(has(text_of(repo), "persist-credentials: false"));
  CHECK(keyhound({"fix", repo.path()}).out.empty());
  // What is off is off, and turns nothing else on.
  repo.write(kPath, kQuiet).write(".keyhound.toml", "[rules]\ndisable = ['secrets-inherit']\n");
  CHECK(keyhound({"fix", repo.path()}).out.empty());
}

}  // namespace keyhound::testing
