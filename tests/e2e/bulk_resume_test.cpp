// SPDX-License-Identifier: Apache-2.0
// Bulk runs that are interrupted, killed and run side by side: nothing is lost, nothing is double.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/e2e/bulk_fleet.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

// The program, running. Killed at the end of the test.
class Running {
 public:
  Running(const std::vector<std::string>& arguments, const std::string& output) {
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ > 0) return;
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    std::vector<char*> argv = {const_cast<char*>(kProgram)};
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execv(kProgram, argv.data());
    ::_exit(127);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pid_ <= 0) return;
    signal(SIGKILL);
    wait();
  }

  void signal(int number) const { ::kill(pid_, number); }
  bool is_running() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
    std::string id;
    std::string name;
    std::string state;
    return file >> id >> name >> state && state != "Z";
  }
  // The exit code; 128 and the number of a signal that ended it.
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  // Its workers at this moment.
  std::vector<pid_t> children() const {
    const std::string id = std::to_string(pid_);
    std::ifstream file("/proc/" + id + "/task/" + id + "/children");
    std::vector<pid_t> found;
    for (pid_t child = 0; file >> child;) found.push_back(child);
    return found;
  }

 private:
  pid_t pid_ = -1;
};

// What a run that nobody disturbs comes to.
void check_whole(const RepositoryFleet& fleet, int count, const std::string& run) {
  const json status = fleet.status(run);
  INFO(status.dump(1));
  CHECK(status["state"] == "finished");
  CHECK(status["coverage"]["complete"] == true);
  CHECK(status["coverage"]["targets"]["planned"] == count);
  CHECK(status["coverage"]["targets"]["scanned"].get<int>() +
            status["coverage"]["targets"]["unchanged"].get<int>() ==
        count);
  CHECK(status["findings"]["open"] == (count + 2) / 3);
  CHECK(std::filesystem::is_empty(fleet.dir() / "cache/jobs"));
}

TEST_CASE("A run whose coordinator is killed at any moment goes on, and loses nothing") {
  RepositoryFleet fleet(20);
  std::mt19937 random(8);
  const auto arguments = fleet.arguments({"--run", "n", "--fail-on", "none"});
  for (int kills = 0; kills < 5; ++kills) {
    Running coordinator(arguments, fleet.dir() / "log");
    std::this_thread::sleep_for(milliseconds(50 + random() % 400));
    coordinator.signal(SIGKILL);
    coordinator.wait();
  }
  const RunResult last = keyhound(arguments);
  INFO(last.describe());
  CHECK(last.exit_code == 0);
  check_whole(fleet, 20, "n");
}

TEST_CASE("Workers that are killed are tried again") {
  RepositoryFleet fleet(24);
  Running coordinator(fleet.arguments({"--run", "n", "--fail-on", "none", "--retries", "9"}),
                      fleet.dir() / "log");
  std::mt19937 random(9);
  for (int kills = 0; kills < 4 && coordinator.is_running();) {
    std::this_thread::sleep_for(milliseconds(random() % 60));
    const std::vector<pid_t> workers = coordinator.children();
    if (workers.empty()) continue;
    ::kill(workers[random() % workers.size()], SIGKILL);
    ++kills;
  }
  CHECK(coordinator.wait() == 0);
  check_whole(fleet, 24, "n");
}

TEST_CASE("Two coordinators at once share the work, and each ends when all is done") {
  RepositoryFleet fleet(20);
  const auto arguments = fleet.arguments({"--run", "n", "--fail-on", "none", "--json-log"});
  Running first(arguments, fleet.dir() / "log1");
  Running second(arguments, fleet.dir() / "log2");
  CHECK(first.wait() == 0);
  CHECK(second.wait() == 0);
  check_whole(fleet, 20, "n");
  const auto one = log_lines(fleet.dir().read_file("log1"), "repository");
  const auto other = log_lines(fleet.dir().read_file("log2"), "repository");
  CHECK(one.size() + other.size() == 20);
}

TEST_CASE("A signal ends a run in order, and the same command goes on with it") {
  RepositoryFleet fleet(30);
  const auto arguments = fleet.arguments({"--fail-on", "none"});
  Running coordinator(arguments, fleet.dir() / "log");
  while (coordinator.children().empty() && coordinator.is_running())
    std::this_thread::sleep_for(milliseconds(5));
  coordinator.signal(SIGTERM);
  CHECK(coordinator.wait() == 128 + SIGTERM);
  const std::string log = fleet.dir().read_file("log");
  INFO(log);
  CHECK(log.find("30 repositories: ") != std::string::npos);
  CHECK(log.find("goes on with them") != std::string::npos);
  CHECK(std::filesystem::is_empty(fleet.dir() / "cache/jobs"));
  const json status = fleet.status();
  CHECK(status["coverage"]["targets"]["pending"].get<int>() > 0);
  CHECK(sum_of_outcomes(status["coverage"]["targets"]) == 30);

  const RunResult next = keyhound(arguments);
  INFO(next.describe());
  CHECK(next.exit_code == 0);
  CHECK(next.out.find("goes on") != std::string::npos);
  check_whole(fleet, 30, status["run"]);
}

TEST_CASE("A new run begins although another one is not finished, where that is asked for") {
  RepositoryFleet fleet(3);
  REQUIRE(fleet.run({"--shard", "1/2", "--fail-on", "none"}).exit_code == 0);
  const std::string first = fleet.status()["run"];
  REQUIRE(fleet.run({"--shard", "2/2", "--new-run", "--fail-on", "none"}).exit_code == 0);
  const std::string second = fleet.status()["run"];
  CHECK(first != second);
  CHECK(fleet.status(first)["state"] == "running");
}

}  // namespace
}  // namespace keyhound::testing
