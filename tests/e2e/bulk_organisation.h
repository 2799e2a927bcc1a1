// SPDX-License-Identifier: Apache-2.0
// For tests of bulk scans: repositories of an organisation, reached by file:// URLs, and the runs
// over them.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

class BulkOrganisation {
 public:
  // Mirrored under its URL. Each has one commit with a credential of the number.
  std::string add(const std::string& name, unsigned credential) {
    auto& repo = repos_[name] = std::make_unique<GitRepoBuilder>();
    repo->commit_file("deploy.env", "TOKEN=" + github_pat(credential) + "\n", "Begin");
    return url(name);
  }
  GitRepoBuilder& repo(const std::string& name) { return *repos_.at(name); }
  std::string url(const std::string& name) const { return "file://" + repos_.at(name)->path(); }
  const TempDir& dir() const { return dir_; }
  std::string store() const { return dir_ / "store.db"; }
  std::string cache() const { return dir_ / "cache"; }

  RunResult run(const std::vector<std::string>& arguments, const RunOptions& options = {}) const {
    std::vector<std::string> all = {
        "bulk",   "run", "--store",          store(), "--cache",   cache(),
        "--jobs", "2",   "--allow-protocol", "file",  "--retries", "0"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return keyhound(all, options);
  }
  // What `bulk status` says of the last run.
  nlohmann::json status() const {
    const RunResult result = keyhound({"bulk", "status", "--store", store(), "--format", "json"});
    INFO(result.describe());
    REQUIRE((result.exit_code == 0 || result.exit_code == 3));
    return nlohmann::json::parse(result.out);
  }
  // "scanned 2, unchanged 0, failed 1, excluded 0, pending 0".
  std::string outcomes() const {
    const nlohmann::json targets = status()["coverage"]["targets"];
    std::string text;
    int sum = 0;
    for (const char* name : {"scanned", "unchanged", "failed", "excluded", "pending"}) {
      sum += targets[name].get<int>();
      text += (text.empty() ? "" : ", ") + std::string(name) + " " +
              std::to_string(targets[name].get<int>());
    }
    CHECK(sum == targets["planned"].get<int>());
    return text;
  }
  // Why the target failed whose name ends so; "" where none did.
  std::string failure(const std::string& ending) const {
    for (const auto& target : status()["failed"]) {
      if (target["name"].get<std::string>().ends_with(ending)) return target["reason"];
    }
    return "";
  }
  // The organisation's report.
  nlohmann::json report() const {
    const RunResult result = keyhound({"bulk", "report", "--store", store(), "--format", "json"});
    INFO(result.describe());
    REQUIRE(result.exit_code == 0);
    return nlohmann::json::parse(result.out);
  }
  // Findings of the store, e.g. "new 2, existing 0, regressed 0, fixed 0".
  std::string states() const {
    const nlohmann::json findings = report()["totals"]["findings"];
    std::string text;
    for (const char* name : {"new", "existing", "regressed", "fixed"}) {
      text += (text.empty() ? "" : ", ") + std::string(name) + " " +
              std::to_string(findings[name].get<int>());
    }
    return text;
  }

 private:
  TempDir dir_;
  std::map<std::string, std::unique_ptr<GitRepoBuilder>> repos_;
};

}  // namespace keyhound::testing
