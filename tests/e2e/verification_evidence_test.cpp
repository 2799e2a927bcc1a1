// SPDX-License-Identifier: Apache-2.0
// What providers say of a leaked token becomes evidence: reports that hold it are judged with a
// ledger, and the ledger alone then tells the state of the leak and how long it was exposed.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

RunResult ended_with(int code, const RunResult& result) {
  INFO(result.describe());
  CHECK(result.exit_code == code);
  return result;
}

std::string day(int number) {
  return "2031-01-" + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

// A leaked token, its ledger, and the report of it that a program which asks providers completes.
struct Leak {
  Leak() {
    repo.commit_file("deploy.sh", "TOKEN=" + github_pat(7) + "\n", "Add deployment");
    ended_with(0, keyhound({"evidence", "create", ledger, "--now", day(1)}));
    ended_with(1, keyhound({"scan", repo.path(), "--repository", "acme/pay", "--now", day(2),
                            "--output", "json=" + report}));
    fingerprint = Json::parse(dir.read_file("report.json"))["findings"][0]["fingerprint"];
  }

  void registered(const std::string& more) const {
    dir.write_file("owners.yaml",
                   "parties: [{id: group:pay, type: team}]\ncredentials:\n  - id: deploy-token\n"
                   "    identity: {fingerprints: [\"" +
                       fingerprint + "\"]}\n    owner: {accountable: group:pay}\n" + more);
  }
  void checked(const std::string& state, int on_day) const {
    Json json = Json::parse(dir.read_file("report.json"));
    json["findings"][0]["liveness"] = {
        {"state", state}, {"at", day(on_day) + "T08:00:00Z"}, {"source", "live-check"}};
    dir.write_file("report.json", json.dump());
  }
  // Outcomes of each policy over the report.
  Json judge(int on_day) const {
    const RunResult run = keyhound({"policy", "eval", report, "--registry", dir / "owners.yaml",
                                    "--ledger", ledger, "--now", day(on_day), "--format", "json"});
    return outcomes_of(run);
  }
  Json scan(int on_day) const {
    return outcomes_of(
        keyhound({"scan", repo.path(), "--registry", dir / "owners.yaml", "--repository",
                  "acme/pay", "--ledger", ledger, "--now", day(on_day), "--format", "json"}));
  }
  static Json outcomes_of(const RunResult& run) {
    INFO(run.describe());
    Json by_policy = Json::object();
    const Json report = Json::parse(run.out);
    for (const Json& one : report["assessment"]["policies"])
      by_policy[one["id"].get<std::string>()] = one;
    return by_policy;
  }
  std::string events(const std::string& type) const {
    return ended_with(0, keyhound({"evidence", "show", ledger, "--type", type})).out;
  }
  // By the ledger, and the registry where there is one.
  Json status(int on_day, bool with_registry) const {
    std::vector<std::string> arguments = {"status",    "--ledger", ledger, "--now",
                                          day(on_day), "--format", "json"};
    if (with_registry) arguments.insert(arguments.end(), {"--registry", dir / "owners.yaml"});
    return Json::parse(ended_with(0, keyhound(arguments)).out);
  }
  std::string state(int on_day, bool with_registry = false) const {
    return status(on_day, with_registry)["incidents"].at(0)["state"];
  }
  Json metric(const std::string& name, int on_day) const {
    const RunResult run =
        ended_with(0, keyhound({"metrics", ledger, "--now", day(on_day), "--format", "json"}));
    const Json metrics = Json::parse(run.out);
    for (const Json& one : metrics["metrics"])
      if (one["name"] == name) return one;
    FAIL("there is no metric " << name);
    return {};
  }

  TempDir dir;
  GitRepoBuilder repo;
  std::string ledger = dir / "ledger.jsonl";
  std::string report = dir / "report.json";
  std::string fingerprint;
};

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("A revoked token that still works is told until its provider refuses it, then closed") {
  const Leak leak;
  leak.registered("    status: revoked\n    lifecycle: {revoked: {at: " + day(3) + "}}\n");
  leak.checked("active", 5);
  CHECK(leak.judge(5)["REV1001"]["fail"] == 1);
  const std::string failed = leak.events("revocation.failed");
  CHECK(lines(failed) == 1);
  CHECK(failed.find("credential:deploy-token") != std::string::npos);
  CHECK(failed.find("method=live-check") != std::string::npos);
  CHECK(failed.find("result=active") != std::string::npos);
  CHECK(leak.state(5) == "revoked-live");
  CHECK(leak.state(5, true) == "revoked-live");

  // The same answer again is nothing new; and that it was not asked again does not make it pass.
  CHECK(leak.judge(6)["REV1001"]["fail"] == 1);
  CHECK(lines(leak.events("revocation.failed")) == 1);
  CHECK(leak.scan(6)["REV1001"]["fail"] == 1);
  CHECK(leak.scan(6)["REV1002"]["fail"] == 1);

  leak.checked("revoked", 7);
  const Json judged = leak.judge(7);
  // The answer of the day is that of eight o'clock, and the run that of midnight before.
  CHECK(judged["REV1001"]["pass"] == 1);
  CHECK(judged["REV1002"]["pass"] == 1);
  CHECK(judged["REV1003"]["pass"] == 1);
  CHECK(lines(leak.events("revocation.verified")) == 1);
  CHECK(leak.state(8) == "verified-dead");
  CHECK(leak.state(8, true) == "closed");
  CHECK(leak.status(8, true)["open"] == 0);
  // A scan that asks nobody has the ledger's word for it.
  CHECK(leak.scan(8)["REV1002"]["pass"] == 1);
  CHECK(leak.metric("exposure.window", 9)["open"] == 0);
  CHECK(leak.metric("time.to_verify", 9)["p50"]["seconds"] == 4 * 86'400 + 8 * 3'600);

  leak.checked("active", 10);
  CHECK(leak.judge(10)["REV1001"]["fail"] == 1);
  CHECK(leak.state(10) == "regressed");
  CHECK(leak.metric("leaks.regressed", 10)["part"] == 1);
  CHECK(leak.dir.read_file("ledger.jsonl").find(github_pat(7)) == std::string::npos);
  ended_with(0, keyhound({"evidence", "verify", leak.ledger, "--allow-clock-back"}));
}

TEST_CASE("What works and nobody calls revoked is told, and what cannot be told is counted") {
  const Leak leak;
  leak.registered("");
  leak.checked("active", 5);
  leak.judge(6);
  CHECK(leak.events("revocation").empty());
  CHECK(lines(leak.events("liveness.checked")) == 1);
  CHECK(leak.state(6) == "confirmed");
  leak.checked("indeterminate", 7);
  leak.judge(7);
  CHECK(lines(leak.events("liveness.checked")) == 1);
  const std::string runs = ended_with(0, keyhound({"evidence", "show", leak.ledger, "--type",
                                                   "run.finished", "--format", "json"}))
                               .out;
  CHECK(runs.find("\"indeterminate\":1") != std::string::npos);
  leak.checked("active", 8);
  leak.judge(8);
  CHECK(lines(leak.events("liveness.checked")) == 2);
}

}  // namespace keyhound::testing
