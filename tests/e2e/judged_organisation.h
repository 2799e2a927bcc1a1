// SPDX-License-Identifier: Apache-2.0
// Mirrors of three repositories with one credential, and bulk runs over them.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

class JudgedOrganisation {
 public:
  JudgedOrganisation() {
    for (int i = 0; i < 3; ++i) {
      GitRepoBuilder repo;
      repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
      add(repo, "m" + std::to_string(i) + ".git");
    }
  }

  // A bare copy of the repository is one more target.
  void add(const GitRepoBuilder& repo, const std::string& name) {
    repo.git({"clone", "--quiet", "--mirror", repo.path(), dir / name});
    paths.push_back(dir / name);
  }

  RunResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"bulk",       "run",     "--new-run", "--store",
                                          dir / "s.db", "--cache", dir / "c",   "--no-progress"};
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return keyhound(arguments);
  }

  [[nodiscard]] RunResult report(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"bulk", "report", "--store", dir / "s.db"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return keyhound(arguments);
  }

  [[nodiscard]] nlohmann::json json() const {
    const RunResult result = report({"--format", "json"});
    INFO(result.describe());
    REQUIRE(result.exit_code == 0);
    return nlohmann::json::parse(result.out);
  }

  // A registry that knows the token of that fingerprint, and may waive its reuse.
  void register_token(const std::string& fingerprint, bool is_waived) const {
    std::string text =
        "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\nparties:\n"
        "  - {id: \"group:platform\", type: team}\n  - {id: \"user:ciso\", type: human}\n"
        "  - {id: \"user:ana\", type: human}\ncredentials:\n  - id: ci-token\n"
        "    kind: github-token\n    type: nhi\n    status: active\n"
        "    owner: {accountable: \"group:platform\"}\n    identity: {fingerprints: [\"" +
        fingerprint + "\"]}\n    locations: {max_repos: 1}\n";
    if (is_waived) {
      text +=
          "exceptions:\n  - id: EXC-1\n    applies_to: {credential: ci-token, policies: "
          "[USE1001]}\n    reason: one token until the move\n    type: fix-deferred\n"
          "    risk_owner: group:platform\n    approver: user:ciso\n    requested_by: user:ana\n"
          "    ticket: https://tickets.acme.example/SEC-1\n"
          "    compensating_control: the host is not reachable\n    granted: 2029-12-01\n"
          "    expires: 2030-02-01\n";
    }
    dir.write_file("owners.yaml", text);
  }

  [[nodiscard]] std::vector<std::string> judged() const {
    return {"--registry", dir / "owners.yaml", "--now", "2030-01-01"};
  }

  TempDir dir;
  std::vector<std::string> paths;
};

}  // namespace keyhound::testing
