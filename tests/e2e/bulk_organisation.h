// SPDX-License-Identifier: Apache-2.0
// For tests of bulk scans: an organisation's repositories on an HTTP server of the test's own, and
// the runs over them.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/git_repo_builder.h"
#include "tests/support/http_server.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

class BulkOrganisation {
  TempDir dir_;

 public:
  // Has one commit with the credential of that number; answers its URL.
  std::string add(const std::string& name, unsigned credential) {
    auto repo = std::make_unique<GitRepoBuilder>();
    repo->commit_file("deploy.env", "TOKEN=" + github_pat(credential) + "\n", "Begin");
    repos_[name] = std::move(repo);
    publish(name);
    return url(name);
  }
  GitRepoBuilder& repo(const std::string& name) { return *repos_.at(name); }
  std::string url(const std::string& name) const { return server_.url() + "/acme/" + name; }
  // The server has the repository as it is now, under that name too.
  void publish(const std::string& name, const std::string& as = "") {
    repo(name).git({"update-server-info"});
    const std::lock_guard lock(mutex_);
    served_["/acme/" + (as.empty() ? name : as) + "/"] = repo(name).git_dir();
  }
  void withdraw(const std::string& name) {
    const std::lock_guard lock(mutex_);
    served_.erase("/acme/" + name + "/");
  }

  const TempDir& dir() const { return dir_; }
  std::string store = dir_ / "store.db";
  std::string cache = dir_ / "cache";
  std::string jobs = "2";

  RunResult run(const std::vector<std::string>& arguments, const RunOptions& options = {}) const {
    std::vector<std::string> all = {"bulk",   "run", "--store",   store, "--cache",   cache,
                                    "--jobs", jobs,  "--retries", "0",   "--fail-on", "none"};
    all.insert(all.end(), {"--allow-protocol", "http"});
    all.insert(all.end(), arguments.begin(), arguments.end());
    return keyhound(all, options);
  }
  // What `bulk status` says of the last run.
  nlohmann::json status() const { return asked("status"); }
  // The organisation's report.
  nlohmann::json report() const { return asked("report"); }
  // "scanned 2, unchanged 0, failed 1, excluded 0, pending 0".
  std::string outcomes() const {
    const nlohmann::json targets = status()["coverage"]["targets"];
    int sum = 0;
    for (const auto& [name, count] : targets.items())
      sum += name == "planned" ? 0 : count.get<int>();
    CHECK(sum == targets["planned"].get<int>());
    return listed(targets, {"scanned", "unchanged", "failed", "excluded", "pending"});
  }
  // Why the target failed whose name ends so; "" where none did.
  std::string failure(const std::string& ending) const {
    const nlohmann::json failed = status()["failed"];
    for (const auto& target : failed) {
      if (target["name"].get<std::string>().ends_with(ending)) return target["reason"];
    }
    return "";
  }
  // Findings of the store: "new 2, existing 0, regressed 0, fixed 0".
  std::string states() const {
    return listed(report()["totals"]["findings"], {"new", "existing", "regressed", "fixed"});
  }

 private:
  nlohmann::json asked(const std::string& question) const {
    const RunResult result = keyhound({"bulk", question, "--store", store, "--format", "json"});
    INFO(result.describe());
    REQUIRE((result.exit_code == 0 || result.exit_code == 3));
    return nlohmann::json::parse(result.out);
  }
  static std::string listed(const nlohmann::json& counts, const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
      text += (text.empty() ? "" : ", ") + name + " " + std::to_string(counts[name].get<int>());
    }
    return text;
  }
  // git's dumb protocol: files of the repository as they are.
  ServedAnswer answer(const ServedRequest& request) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    const std::lock_guard lock(mutex_);
    for (const auto& [prefix, folder] : served_) {
      if (!path.starts_with(prefix)) continue;
      const std::filesystem::path file = folder / path.substr(prefix.size());
      if (!std::filesystem::is_regular_file(file)) break;
      return status_answer(200, read_whole_file(file), {{"Content-Type", "text/plain"}});
    }
    return status_answer(404, "");
  }

  std::map<std::string, std::unique_ptr<GitRepoBuilder>> repos_;
  std::mutex mutex_;
  std::map<std::string, std::filesystem::path> served_;  // by mutex_
  HttpServer server_{[this](const ServedRequest& request) { return answer(request); }};
};

}  // namespace keyhound::testing
