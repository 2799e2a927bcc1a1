// SPDX-License-Identifier: Apache-2.0
// A repository with a configuration, and what tests of it ask.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

inline constexpr const char* kWorkflow =
    "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - run: echo \"${{ secrets.TOKEN }}\"\n";

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The first line that has `part`.
inline std::string find_line(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return {};
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

// A repository with tokens in two places and a workflow that prints a secret.
class ConfiguredProject {
 public:
  ConfiguredProject() {
    repo.commit_file("src/app.env", "TOKEN=" + github_pat(1) + "\n", "Add app");
    repo.commit_file("vendor/lib.env", "TOKEN=" + github_pat(2) + "\n", "Add library");
    repo.commit_file(".github/workflows/ci.yml", kWorkflow, "Add workflow");
  }
  ConfiguredProject& configure(const std::string& toml) {
    repo.write(".keyhound.toml", toml);
    return *this;
  }
  RunResult run(std::vector<std::string> arguments) const {
    RunOptions options;
    options.cwd = repo.path();
    return keyhound(arguments, options);
  }
  Report scan(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"scan", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return parse_report(run(arguments));
  }
  std::string refusal(std::vector<std::string> arguments = {"scan"}) const {
    const RunResult result = run(std::move(arguments));
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    return result.err;
  }

  GitRepoBuilder repo;
};

}  // namespace keyhound::testing
