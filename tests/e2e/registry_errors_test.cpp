// SPDX-License-Identifier: Apache-2.0
// A registry with a mistake is refused with file, line and column; drafts pass the linter.
#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

const std::string kHead = "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n";
const std::string kParty = "parties:\n  - {id: user:ana, type: human, status: active}\n";
const std::string kCredential =
    "credentials:\n"
    "  - id: one\n"
    "    type: nhi\n"
    "    identity: {provider_id: ABCD}\n"
    "    owner: {accountable: user:ana}\n";

struct Mistake {
  std::string name;
  std::string yaml;
  std::string place;  // ":line:column", or ":line:" where the column is open
  std::string word;   // part of the reason; values are never quoted, they may be secrets
};

std::vector<Mistake> mistakes() {
  return {
      {"unknown top-level key", kHead + "colour: red\n", ":3:1", "unknown key"},
      {"unknown key of a credential", kHead + kParty + kCredential + "    colour: red\n", ":10:5",
       "unknown key"},
      {"unknown nested key",
       kHead + kParty + kCredential + "    lifecycle:\n      rotation: {perod: P90D}\n", ":11:18",
       "period"},
      {"duplicate key", kHead + kParty + kCredential + "    type: webhook\n", ":10:5",
       "duplicate key"},
      {"duplicate credential id",
       kHead + kParty + kCredential +
           "  - id: one\n    type: nhi\n    owner: {accountable: user:ana}\n",
       ":10:", "duplicate"},
      {"duplicate party id", kHead + kParty + "  - {id: user:ana, type: human}\n",
       ":5:", "duplicate"},
      {"bad date", kHead + kParty + kCredential + "    lifecycle: {created: yesterday}\n", ":10:26",
       ""},
      {"bad duration",
       kHead + kParty + kCredential + "    lifecycle: {rotation: {period: 90 days}}\n", ":10:36",
       ""},
      {"wrong type", kHead + "credentials: one\n", ":3:14", "expected"},
      {"wrong apiVersion", "apiVersion: keyhound.dev/v9\nkind: CredentialRegistry\n", ":1:13", ""},
      {"wrong kind", "apiVersion: keyhound.dev/v1\nkind: Deployment\n", ":2:7", ""},
      {"exception that expires before its grant",
       kHead +
           "exceptions:\n  - id: E1\n    applies_to: {credential: one}\n    granted: 2026-11-10\n"
           "    expires: 2026-11-09\n",
       ":7:", "before"},
      {"two credentials with one fingerprint",
       kHead + kParty + "credentials:\n" +
           "  - {id: a, identity: {provider_id: AB}, owner: {accountable: user:ana}}\n" +
           "  - {id: b, identity: {provider_id: AB}, owner: {accountable: user:ana}}\n",
       ":7:", "provider id"},
      {"not YAML", kHead + "credentials: [\n", ":", "registry.yaml"},
      {"tab as indentation", kHead + "credentials:\n\t- id: x\n", ":4:", "registry.yaml"},
      {"bytes that are not UTF-8", kHead + "# \xff\xfe\n", ":", "registry.yaml"}};
}

}  // namespace

TEST_CASE("A mistake in the registry ends scan and lint with its file, line and column") {
  for (const Mistake& mistake : mistakes()) {
    CAPTURE(mistake.name);
    TempDir dir;
    dir.write_file("registry.yaml", mistake.yaml).write_file("in/a.txt", "harmless\n");
    const std::string file = dir / "registry.yaml";
    for (const RunResult& result : {keyhound({"scan", dir / "in", "--registry", file}),
                                    keyhound({"registry", "lint", file})}) {
      INFO(result.describe());
      CHECK(result.exit_code == 2);
      const std::string output = result.out + result.err;
      CHECK(output.find("registry.yaml" + mistake.place) != std::string::npos);
      CHECK(output.find(mistake.word) != std::string::npos);
    }
  }
}

TEST_CASE("Several mistakes are reported at once") {
  TempDir dir;
  dir.write_file("registry.yaml", kHead + "colour: red\nshape: round\n");
  const RunResult result = keyhound({"registry", "lint", dir / "registry.yaml"});
  CHECK(result.exit_code == 2);
  CHECK((result.out + result.err).find("registry.yaml:3:1") != std::string::npos);
  CHECK((result.out + result.err).find("registry.yaml:4:1") != std::string::npos);
}

TEST_CASE("A good registry passes the linter, a missing one is an error that names it") {
  TempDir dir;
  dir.write_file("registry.yaml", kHead + kParty + kCredential);
  const RunResult good = keyhound({"registry", "lint", dir / "registry.yaml"});
  INFO(good.describe());
  CHECK(good.exit_code == 0);
  dir.write_file("in/a.txt", "harmless\n");
  for (const RunResult& missing :
       {keyhound({"registry", "lint", dir / "missing.yaml"}),
        keyhound({"scan", dir / "in", "--registry", dir / "missing.yaml"})}) {
    CHECK(missing.exit_code == 2);
    CHECK(missing.err.find("missing.yaml") != std::string::npos);
  }
}

TEST_CASE("A date for --now that is none is an error") {
  TempDir dir;
  dir.write_file("a.txt", "harmless\n");
  const RunResult result = keyhound({"scan", dir.str(), "--now", "tomorrow"});
  CHECK(result.exit_code == 2);
  CHECK(result.err.find("--now") != std::string::npos);
}

TEST_CASE("A registry drafted from findings passes the linter and names the code owner") {
  GitRepoBuilder repo;
  repo.write("CODEOWNERS", "* @acme/payments\n").write("a.txt", github_pat(1) + "\n");
  repo.stage().commit("leak");
  RunOptions options;
  options.cwd = repo.path();
  const RunResult drafted = keyhound({"registry", "init"}, options);
  INFO(drafted.describe());
  CHECK(drafted.exit_code == 0);
  if (!repo.dir().exists("keyhound-registry.yaml")) {
    repo.write("keyhound-registry.yaml", drafted.out);
  }
  const std::string draft = repo.dir().read_file("keyhound-registry.yaml");
  CHECK(draft.find("proposed") != std::string::npos);
  CHECK(draft.find("acme/payments") != std::string::npos);
  const RunResult linted =
      keyhound({"registry", "lint", repo.dir() / "keyhound-registry.yaml"}, options);
  INFO(linted.describe());
  CHECK(linted.exit_code == 0);
}

}  // namespace keyhound::testing
