// SPDX-License-Identifier: Apache-2.0
// Small bare repositories in a folder, and bulk runs over them into one store.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

class RepositoryFleet {
 public:
  // Every third repository has a token of its own.
  explicit RepositoryFleet(unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      sources_.push_back(std::make_unique<GitRepoBuilder>());
      GitRepoBuilder& source = *sources_.back();
      source.commit_file("README", "Repository " + std::to_string(i) + "\n", "Begin");
      if (i % 3 == 0) source.commit_file("a.env", "T=" + github_pat(i) + "\n", "Configure");
      publish(i);
    }
  }

  // What a repository is made of, and how what changed there gets into it.
  GitRepoBuilder& source(std::size_t i) { return *sources_[i]; }
  void publish(std::size_t i) {
    std::filesystem::remove_all(path(i));
    source(i).git({"clone", "-q", "--bare", "--no-local", source(i).path(), path(i)});
  }
  std::string path(std::size_t i) const { return dir_ / "fleet/r" + std::to_string(i) + ".git"; }
  const TempDir& dir() const { return dir_; }

  std::vector<std::string> arguments(std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {
        "bulk",        "run",     "--directory",  dir_ / "fleet", "--store",
        dir_ / "s.db", "--cache", dir_ / "cache", "--jobs",       "2"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  RunResult run(std::vector<std::string> more = {}) const {
    return keyhound(arguments(std::move(more)));
  }

  // The last run, or the one of that name.
  nlohmann::json status(const std::string& run = {}) const {
    std::vector<std::string> arguments = {"bulk",        "status",   "--store",
                                          dir_ / "s.db", "--format", "json"};
    if (!run.empty()) arguments.push_back(run);
    const RunResult result = keyhound(arguments);
    INFO(result.describe());
    REQUIRE((result.exit_code == 0 || result.exit_code == 3));
    return nlohmann::json::parse(result.out);
  }

 private:
  TempDir dir_;
  std::vector<std::unique_ptr<GitRepoBuilder>> sources_;
};

// The JSON objects of a log, by type.
inline std::vector<nlohmann::json> log_lines(const std::string& out, const std::string& type) {
  std::vector<nlohmann::json> found;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    nlohmann::json object = nlohmann::json::parse(line);
    if (object["type"] == type) found.push_back(std::move(object));
  }
  return found;
}

inline nlohmann::json summary_of(const RunResult& run) {
  INFO(run.describe());
  const auto summaries = log_lines(run.out, "summary");
  REQUIRE(summaries.size() == 1);
  return summaries.front();
}

inline int sum_of_outcomes(const nlohmann::json& targets) {
  int sum = 0;
  for (const char* const outcome : {"scanned", "unchanged", "failed", "excluded", "pending"})
    sum += targets[outcome].get<int>();
  return sum;
}

}  // namespace keyhound::testing
