// SPDX-License-Identifier: Apache-2.0
// ci-templates/bulk/: their scripts run as the schedulers run them, with stand-ins for keyhound,
// docker and Slurm that show what they were asked for. Slurm itself: tests/multi_machine/slurm.py.
#include <doctest/doctest.h>

#include "tests/e2e/template_tools.h"

namespace keyhound::testing {

namespace {

fs::path slurm_script() { return templates() / "bulk/slurm/keyhound-bulk.sh"; }

std::map<std::string, std::string> slurm_task(const std::string& restarts = "") {
  std::map<std::string, std::string> environment = {
      {"KEYHOUND_STORE", "postgresql://keyhound@db.example.org/keyhound"},
      {"SLURM_ARRAY_JOB_ID", "77"},
      {"SLURM_ARRAY_TASK_ID", "3"},
      {"SLURM_CPUS_PER_TASK", "2"}};
  if (!restarts.empty()) environment["SLURM_RESTART_COUNT"] = restarts;
  return environment;
}

// The shell commands of a workflow's steps, by the step's name.
std::map<std::string, std::string> run_blocks(const fs::path& workflow) {
  std::map<std::string, std::string> blocks;
  std::istringstream lines(read(workflow));
  std::string name;
  std::size_t columns = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find_first_not_of(' ');
    if (columns > 0 && at != std::string::npos && at < columns) columns = 0;
    if (columns > 0) blocks[name] += line.size() > columns ? line.substr(columns) + "\n" : "\n";
    if (const std::size_t found = line.find("- name: "); found != std::string::npos)
      name = line.substr(found + 8);
    if (line.find(" run: |") != std::string::npos) columns = at + 2;
  }
  return blocks;
}

// Runs a block as `shell: sh` does, and answers what docker was asked for.
RunResult run_block(Tools& tools, const TempDir& dir, const std::string& block,
                    std::map<std::string, std::string> environment) {
  dir.write_file("step.sh", "set -e\n" + block);
  environment.emplace("KEYHOUND_IMAGE", "registry.example.org/k@sha256:" + std::string(64, '0'));
  tools.add_docker();
  return tools.run_script(dir / "step.sh", dir.str(), std::move(environment));
}

}  // namespace

TEST_CASE("The Slurm script scans its share, with the arguments that sbatch hands on") {
  Tools tools;
  TempDir dir;
  for (const int code : {0, 2, 3}) {
    tools.replace_keyhound(code);
    const RunResult result = tools.run_script(slurm_script(), dir.str(), slurm_task(),
                                              {"--github-org", "acme; touch owned"});
    INFO(result.describe());
    CHECK(result.exit_code == code);
    CHECK(result.out.starts_with("bulk\nrun\n--fail-on\nnone\n--jobs\n2\n--cache\n"));
    CHECK(result.out.ends_with("--output\nkeyhound-reports\n--github-org\nacme; touch owned\n"));
  }
  CHECK_FALSE(fs::exists(dir / "owned"));
}

TEST_CASE("The Slurm script hands a task whose keyhound died back to the scheduler, three times") {
  Tools tools;
  TempDir dir;
  tools.add_program("keyhound", "kill -9 $$\n");
  tools.add_program("scontrol", "printf 'scontrol %s\\n' \"$*\"\n");
  for (const char* restarts : {"", "1", "2"}) {
    CAPTURE(restarts);
    const RunResult result = tools.run_script(slurm_script(), dir.str(), slurm_task(restarts));
    CHECK(result.out == "scontrol requeue 77_3\n");
    CHECK(result.err.find("task 3 goes back into the queue") != std::string::npos);
    CHECK(result.exit_code == 137);
  }
  const RunResult last = tools.run_script(slurm_script(), dir.str(), slurm_task("3"));
  CHECK(last.out.empty());
  CHECK(last.exit_code == 137);
}

TEST_CASE("The Slurm script lets keyhound end its work when the task's time is nearly over") {
  Tools tools;
  TempDir dir;
  tools.add_program("keyhound",
                    "trap 'echo gave back; exit 143' TERM\nkill -TERM $PPID\n"
                    "while :; do sleep 0.05; done\n");
  tools.add_program("scontrol", "printf 'scontrol %s\\n' \"$*\"\n");
  const RunResult result = tools.run_script(slurm_script(), dir.str(), slurm_task());
  INFO(result.describe());
  CHECK(result.out == "gave back\nscontrol requeue 77_3\n");
  CHECK(result.exit_code == 143);
}

TEST_CASE("The Slurm script refuses a store that tasks cannot share") {
  Tools tools;
  TempDir dir;
  for (const char* store : {"", "keyhound-store.db"}) {
    auto environment = slurm_task();
    environment["KEYHOUND_STORE"] = store;
    const RunResult result = tools.run_script(slurm_script(), dir.str(), environment);
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("set KEYHOUND_STORE to postgresql://") != std::string::npos);
  }
}

TEST_CASE("The Slurm report is about the run of the array") {
  Tools tools;
  TempDir dir;
  tools.replace_keyhound(1);
  const fs::path script = templates() / "bulk/slurm/keyhound-bulk-report.sh";
  const RunResult result =
      tools.run_script(script, dir.str(), {}, {"slurm-77", "--fail-on", "high"});
  CHECK(result.exit_code == 1);
  CHECK(result.out ==
        "bulk\nreport\nslurm-77\n--format\njson\n--output\n"
        "keyhound-reports/organisation.json\n--fail-on\nhigh\n");
  CHECK(tools.run_script(script, dir.str(), {}).exit_code == 2);
}

TEST_CASE("The GitHub workflow hands settings over as arguments and names of variables only") {
  const auto blocks = run_blocks(templates() / "bulk/github-actions/keyhound-bulk.yml");
  REQUIRE(blocks.size() == 3);
  for (const auto& [name, block] : blocks) {
    CAPTURE(name);
    CHECK(block.find("${{") == std::string::npos);
    Tools tools;
    TempDir dir;
    const RunResult result = run_block(tools, dir, block,
                                       {{"KEYHOUND_ORGANISATION", "acme; touch owned"},
                                        {"KEYHOUND_STORE", "postgresql://db/$(touch owned)"},
                                        {"GITHUB_RUN_ID", "4711"},
                                        {"GITHUB_TOKEN", "a token"},
                                        {"PGPASSWORD", "a password"},
                                        {"SHARD", "3"},
                                        {"SHARDS", "8"}});
    INFO(result.describe());
    CHECK(result.exit_code == 0);
    CHECK_FALSE(fs::exists(dir / "owned"));
    const std::string asked =
        name == "List the repositories" ? dir.read_file("plan/plan.json") : result.out;
    for (const char* line : {"--read-only", "ALL", "no-new-privileges", "bulk"})
      CHECK(has_line(asked, line));
    CHECK_FALSE(has_line(asked, "GITHUB_TOKEN"));
    const std::string arguments = asked.substr(0, asked.find("variable "));
    CHECK(arguments.find("a password") == std::string::npos);
    if (name.starts_with("Scan")) {
      CHECK(has_line(arguments, "github-4711"));
      CHECK(has_line(arguments, "3/8"));
    }
  }
}

TEST_CASE("The GitHub workflow refuses an image that can change") {
  const auto blocks = run_blocks(templates() / "bulk/github-actions/keyhound-bulk.yml");
  for (const char* image : {"keyhound:latest", "--privileged@sha256:0", ""}) {
    Tools tools;
    TempDir dir;
    const RunResult result =
        run_block(tools, dir, blocks.at("List the repositories"), {{"KEYHOUND_IMAGE", image}});
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("pin it by digest") != std::string::npos);
  }
}

TEST_CASE("What the image for bulk scans holds is enough for git and the late libraries") {
  TempDir dir;
  const char* other = std::getenv("KEYHOUND_PROGRAM");
  const RunResult made = run({"sh", (templates() / "docker/collect.sh").string(),
                              other != nullptr ? other : kProgram, dir / "image", "bulk"});
  INFO(made.describe());
  REQUIRE(made.exit_code == 0);
  for (const char* file : {"usr/bin/git", "usr/bin/ssh", "etc/ssl/certs/ca-certificates.crt"})
    CHECK(fs::exists(dir.path() / "image" / file));
  dir.write_file("image/dev/null", "");
  const RunResult version = run({"chroot", dir / "image", "/usr/bin/git", "--version"});
  if (version.err.find("not permitted") != std::string::npos) return;  // only root may
  CHECK(version.out.starts_with("git version "));
  // Nothing listens there: that git says so, it says with the helper, TLS and all of their
  // libraries.
  const RunResult remote =
      run({"chroot", dir / "image", "/usr/bin/git", "ls-remote", "https://127.0.0.1:9/none"});
  INFO(remote.describe());
  CHECK(remote.err.find("Failed to connect to 127.0.0.1 port 9") != std::string::npos);
}

}  // namespace keyhound::testing
