// SPDX-License-Identifier: Apache-2.0
// The process that scans one target of a bulk run: what it reads, writes and ends with.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Json job_for(const std::string& path, const std::string& folder) {
  fs::create_directories(folder);
  return {{"schema", "keyhound/worker-job/v1"},
          {"target",
           {{"name", path},
            {"kind", "path"},
            {"location", path},
            {"provider", "list"},
            {"provider_id", ""},
            {"organisation", ""},
            {"default_branch", ""},
            {"is_archived", false},
            {"is_fork", false},
            {"is_private", false},
            {"is_empty", false},
            {"is_mirror", false},
            {"size_kib", 0},
            {"excluded", ""},
            {"excluded_message", ""}}},
          {"mirrors",
           {{"cache", folder + "/cache"},
            {"timeout_seconds", 60},
            {"largest_bytes", 1 << 30},
            {"protocols", {"https"}},
            {"credential_helper", ""},
            {"token_variable", ""},
            {"git", "git"}}},
          {"folder", folder},
          {"refs_digest", ""},
          {"basis", ""},
          {"rescan", false},
          {"keep_mirror", true},
          {"scan_arguments", Json::array()},
          {"verification",
           {{"arguments", Json::array()},
            {"shared_folder", ""},
            {"shards", 1},
            {"shard", 0},
            {"seconds", 0}}}};
}

RunResult work(const std::string& job, RunOptions options = {}) {
  options.stdin_bytes = job;
  return keyhound({"bulk", "worker"}, options);
}

Json answer_in(const std::string& folder) {
  return Json::parse(read_whole_file(folder + "/answer.json"));
}

}  // namespace

TEST_CASE("A worker answers in its folder, and prints nothing") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  const TempDir dir;
  const std::string bare = dir / "bare.git";
  repo.git({"clone", "--quiet", "--mirror", repo.path(), bare});
  Json job = job_for(bare, dir / "1");
  const RunResult first = work(job.dump());
  INFO(first.describe());
  CHECK(first.exit_code == 1);
  CHECK(first.out.empty());
  CHECK(first.err.empty());
  const Json answer = answer_in(dir / "1");
  CHECK(answer["outcome"] == "scanned");
  CHECK(answer["exit_code"] == 1);
  const Json findings = Json::parse(dir.read_file("1/findings.json"));
  CHECK(findings["findings"].size() == 1);
  CHECK(Json::parse(dir.read_file("1/report.sarif"))["version"] == "2.1.0");

  job = job_for(bare, dir / "2");
  job["refs_digest"] = answer["refs_digest"];
  job["basis"] = answer["basis"];
  const RunResult second = work(job.dump());
  CHECK(second.exit_code == 0);
  CHECK(answer_in(dir / "2")["outcome"] == "unchanged");
  CHECK_FALSE(dir.exists("2/findings.json"));
}

TEST_CASE("A failure is an answer with its reason, and exit code 3") {
  const TempDir dir;
  const RunResult result = work(job_for(dir / "missing", dir / "job").dump());
  INFO(result.describe());
  CHECK(result.exit_code == 3);
  const Json answer = answer_in(dir / "job");
  CHECK(answer["outcome"] == "failed");
  CHECK_FALSE(answer["message"].get<std::string>().empty());
}

TEST_CASE("A job that is cut, empty or not for this version is refused, and nothing is written") {
  const TempDir dir;
  const std::string whole = job_for(dir / "missing", dir / "job").dump();
  Json other = Json::parse(whole);
  other["schema"] = "keyhound/worker-job/v0";
  for (const std::string& job : {std::string(), whole.substr(0, 40), other.dump()}) {
    const RunResult result = work(job);
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.err.rfind("keyhound: standard input: ", 0) == 0);
  }
  CHECK(fs::is_empty(dir / "job"));
}

TEST_CASE("Processes that a run starts are in no list of commands") {
  const RunResult help = keyhound({"bulk", "--help"});
  CHECK(help.out.find("worker") == std::string::npos);
  CHECK(help.out.find("judge") == std::string::npos);
  CHECK(keyhound({"completion", "bash"}).out.find("judge") == std::string::npos);
}

TEST_CASE("No secret stands in what a worker writes") {
  GitRepoBuilder repo;
  const auto planted = planted_secrets();
  for (const PlantedSecret& one : planted)
    repo.commit_file("files/" + one.name + ".txt", one.text, "Add " + one.name);
  const TempDir dir;
  const RunResult result = work(job_for(repo.path(), dir / "job").dump());
  CHECK(result.exit_code == 1);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(dir.path())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string bytes = read_whole_file(entry.path());
    for (const PlantedSecret& one : planted) {
      CAPTURE(entry.path().string());
      CAPTURE(one.name);
      CHECK(bytes.find(one.secret) == std::string::npos);
    }
  }
  CHECK(files >= 4);  // findings, SARIF, answer, state
}

}  // namespace keyhound::testing
