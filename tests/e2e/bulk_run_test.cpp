// SPDX-License-Identifier: Apache-2.0
// Bulk runs from the command line: what is scanned, what is told, and that totals add up.
#include <csignal>
#include <filesystem>

#include "tests/e2e/bulk_fleet.h"
#include "tests/support/pty_program.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;

TEST_CASE("Twenty repositories are scanned, and unchanged the next time") {
  RepositoryFleet fleet(20);
  const RunResult first = fleet.run({"--output", fleet.dir() / "out"});
  INFO(first.describe());
  CHECK(first.exit_code == 1);
  CHECK(first.out.find("20 repositories: 20 scanned, 0 unchanged, 0 failed") != std::string::npos);
  CHECK(first.out.find("7 findings are open, 7 of them new") != std::string::npos);
  CHECK(std::filesystem::is_empty(fleet.dir() / "cache/jobs"));
  CHECK(fleet.dir().exists("out/organisation.json"));
  CHECK(fleet.dir().exists("out/findings.csv"));
  CHECK(fleet.dir().exists("out/sarif/_" + fleet.path(0) + ".sarif"));

  const RunResult second = fleet.run({"--only-new"});
  INFO(second.describe());
  CHECK(second.exit_code == 0);
  CHECK(second.out.find("0 scanned, 20 unchanged") != std::string::npos);
  CHECK(second.out.find("7 findings are open, 0 of them new") != std::string::npos);
}

TEST_CASE("A finding is new, existing, fixed when its history is rewritten, and regressed") {
  RepositoryFleet fleet(4);
  REQUIRE(fleet.run().exit_code == 1);
  fleet.source(1).commit_file("b.env", "T=" + github_pat(91) + "\n", "Leak");
  fleet.publish(1);
  RunResult run = fleet.run({"--json-log", "--only-new"});
  INFO(run.describe());
  CHECK(run.exit_code == 1);
  json summary = summary_of(run);
  CHECK(summary["coverage"]["targets"]["scanned"] == 1);
  CHECK(summary["coverage"]["targets"]["unchanged"] == 3);
  CHECK(summary["findings"]["new"] == 1);
  CHECK(summary["findings"]["open"] == 3);

  fleet.source(1).git({"reset", "-q", "--hard", "HEAD~1"});
  fleet.publish(1);
  summary = summary_of(fleet.run({"--json-log"}));
  CHECK(summary["findings"]["new"] == 0);
  CHECK(summary["findings"]["open"] == 2);

  fleet.source(1).commit_file("b.env", "T=" + github_pat(91) + "\n", "Leak it again");
  fleet.publish(1);
  run = fleet.run({"--json-log", "--only-new"});
  CHECK(run.exit_code == 1);
  CHECK(summary_of(run)["findings"]["new"] == 1);
}

TEST_CASE("Broken and missing repositories fail with reasons, and totals add up everywhere") {
  RepositoryFleet fleet(6);
  for (const auto& entry : std::filesystem::directory_iterator(fleet.path(1) + "/objects/pack")) {
    std::filesystem::permissions(entry, std::filesystem::perms::owner_all);
    flip_bytes(entry, 8, std::filesystem::file_size(entry) - 8);
  }
  fleet.dir().write_file("no-repository/file", "text");
  fleet.dir().write_file(
      "list", fleet.dir() / "nothing-here" + "\n" + (fleet.dir() / "no-repository") + "\n");
  const RunResult run = fleet.run({"--json-log", "--fail-on", "none", "--exclude", "**/r2.git",
                                   "--list", fleet.dir() / "list"});
  INFO(run.describe());
  CHECK(run.exit_code == 3);
  const json summary = summary_of(run);
  const json targets = summary["coverage"]["targets"];
  CHECK(targets["planned"] == 8);
  CHECK(sum_of_outcomes(targets) == 8);
  CHECK(targets["excluded"] == 1);
  CHECK(targets["failed"].get<int>() >= 2);
  CHECK(summary["coverage"]["complete"] == false);
  CHECK(summary["exit_code"] == 3);
  CHECK(log_lines(run.out, "start").front()["targets"]["planned"] == 8);
  for (const json& failed : summary["failed"]) {
    CHECK(!failed["reason"].get<std::string>().empty());
    CHECK(!failed["message"].get<std::string>().empty());
  }

  const json status = fleet.status();
  CHECK(status["coverage"] == summary["coverage"]);
  CHECK(status["failed"] == summary["failed"]);
  CHECK(status["excluded"].size() == 1);
  const RunResult text = keyhound({"bulk", "status", "--store", fleet.dir() / "s.db"});
  INFO(text.describe());
  CHECK(text.exit_code == 3);
  CHECK(text.out.find("coverage is NOT complete") != std::string::npos);
  CHECK(text.out.find("8 repositories: ") != std::string::npos);
  CHECK(text.out.find("r2.git") != std::string::npos);
  CHECK(text.out.find("nothing-here") != std::string::npos);
}

TEST_CASE("A worker that reaches its memory limit is a failure, and the run goes on") {
  RepositoryFleet fleet(2);
  // Incompressible, and so large that it does not fit beside the rules.
  fleet.source(1).write("large", alphanumerics(1, std::size_t{40} << 20U)).stage("large");
  fleet.source(1).commit("Add much");
  fleet.publish(1);
  const RunResult run = fleet.run({"--json-log", "--fail-on", "none", "--memory-limit", "64MB"});
  INFO(run.describe());
  const json summary = summary_of(run);
  CHECK(sum_of_outcomes(summary["coverage"]["targets"]) == 2);
  CHECK(summary["coverage"]["targets"]["pending"] == 0);
  for (const json& failed : summary["failed"]) CHECK(failed["reason"] == "memory-limit");
}

TEST_CASE("On a terminal a line shows how far the run is, and Ctrl-C ends it in order") {
  RepositoryFleet fleet(40);
  PtyProgram program(fleet.arguments({"--fail-on", "none"}));
  CHECK(program.shows("40 of 40 repositories to scan"));
  CHECK(program.shows("/40"));
  CHECK(program.shows("/min"));
  CHECK(program.shows(" left"));
  program.signal(SIGINT);
  CHECK(program.shows("goes on with them"));
  CHECK(program.wait() == 128 + SIGINT);
}

TEST_CASE("Shards that are run one after the other scan each repository once") {
  RepositoryFleet fleet(12);
  for (int shard = 1; shard <= 4; ++shard) {
    const RunResult run =
        fleet.run({"--shard", std::to_string(shard) + "/4", "--run", "n", "--fail-on", "none"});
    INFO(run.describe());
    CHECK(run.exit_code == 0);
  }
  const json status = fleet.status("n");
  CHECK(status["state"] == "finished");
  CHECK(status["coverage"]["targets"]["scanned"] == 12);
  CHECK(status["coverage"]["complete"] == true);

  const RunResult again = fleet.run({"--shard", "2/4", "--run", "n", "--fail-on", "none"});
  CHECK(again.exit_code == 0);
  CHECK(again.out.find("finished already") != std::string::npos);
  const RunResult other = fleet.run({"--shard", "2/5", "--run", "n"});
  CHECK(other.exit_code == 2);
  CHECK(other.err.find("4 shards, not 5") != std::string::npos);
}

TEST_CASE("An array job is known by its scheduler's variables") {
  RepositoryFleet fleet(6);
  for (const char* const index : {"0", "1"}) {
    RunOptions options;
    options.environment = {{"JOB_COMPLETION_INDEX", index},
                           {"KEYHOUND_SHARD_COUNT", "2"},
                           {"KEYHOUND_RUN", "nightly"}};
    const RunResult run = keyhound(fleet.arguments({"--fail-on", "none"}), options);
    INFO(run.describe());
    CHECK(run.exit_code == 0);
  }
  CHECK(fleet.status("nightly")["coverage"]["targets"]["scanned"] == 6);
  RunOptions options;
  options.environment = {{"JOB_COMPLETION_INDEX", "1"}};
  const RunResult run = keyhound(fleet.arguments(), options);
  CHECK(run.exit_code == 2);
  CHECK(run.err.find("--shard-count") != std::string::npos);
}

TEST_CASE("What is wrong with a bulk run's command line is told before anything is scanned") {
  RepositoryFleet fleet(1);
  const std::vector<std::vector<std::string>> wrong = {{"--shard", "0/4"},
                                                       {"--shard", "1/2", "--shard-count", "3"},
                                                       {"--shard-count", "3"},
                                                       {"--fail-on", "worst"},
                                                       {"--time-limit", "1 hour"},
                                                       {"--memory-limit", "1MB"},
                                                       {"--allow-protocol", "ext"},
                                                       {"--rules", fleet.dir() / "none.toml"},
                                                       {"--jobs", "0"},
                                                       {"--registry", fleet.dir() / "none.yaml"}};
  for (const auto& arguments : wrong) {
    const RunResult run = fleet.run(arguments);
    INFO(run.describe());
    CHECK(run.exit_code == 2);
    CHECK(!run.err.empty());
  }
  CHECK(!fleet.dir().exists("s.db"));
}

TEST_CASE("A status without a store, or of a run that is not there, is an error") {
  const TempDir dir;
  RunResult result = keyhound({"bulk", "status", "--store", dir / "none.db"});
  CHECK(result.exit_code == 2);
  CHECK(!dir.exists("none.db"));
  RepositoryFleet fleet(1);
  REQUIRE(fleet.run().exit_code == 1);
  result = keyhound({"bulk", "status", "no-such-run", "--store", fleet.dir() / "s.db"});
  CHECK(result.exit_code == 2);
  CHECK(result.err.find("no run 'no-such-run'") != std::string::npos);
}

}  // namespace
}  // namespace keyhound::testing
