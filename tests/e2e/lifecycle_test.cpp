// SPDX-License-Identifier: Apache-2.0
// A leaked token from its detection to its closure and back, through the program: scans that write
// to the ledger, decisions that people record, and `keyhound status` after each.
#include <doctest/doctest.h>

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

// A repository with a leaked token, and a ledger beside it. Times are given, and go forward.
struct Story {
  Story() {
    repo.commit_file("deploy.sh", "TOKEN=" + github_pat(7) + "\n", "Add deployment");
    ended_with(0, keyhound({"evidence", "keygen", "--output", key}));
    ended_with(0, keyhound({"evidence", "create", ledger, "--signing-key", key, "--now", day(1)}));
  }

  static std::string day(int number) {
    return "2031-01-" + std::string(number < 10 ? "0" : "") + std::to_string(number);
  }
  RunResult scan(int on_day, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"scan",          repo.path(), "--ledger",     ledger,
                                          "--signing-key", key,         "--repository", "acme/pay",
                                          "--now",         day(on_day)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    if (!registry.empty()) {
      dir.write_file("owners.yaml", registry);
      arguments.insert(arguments.end(), {"--registry", dir / "owners.yaml"});
    }
    return keyhound(arguments);
  }
  void record(int on_day, const std::string& type, const std::string& subject,
              std::vector<std::string> data) const {
    std::vector<std::string> arguments = {"evidence",  "record",    ledger,  type,    "--now",
                                          day(on_day), "--subject", subject, "--data"};
    arguments.insert(arguments.end(), data.begin(), data.end());
    ended_with(0, keyhound(arguments));
  }
  Json status(int on_day) const {
    std::vector<std::string> arguments = {"status",    "--ledger", ledger, "--now",
                                          day(on_day), "--format", "json"};
    if (!registry.empty()) arguments.insert(arguments.end(), {"--registry", dir / "owners.yaml"});
    return Json::parse(ended_with(0, keyhound(arguments)).out);
  }
  std::string state(int on_day) const {
    const Json all = status(on_day);
    REQUIRE(all["incidents"].size() == 1);
    return all["incidents"][0]["state"];
  }
  // Entries of the token, by its fingerprint.
  void register_token(const std::string& more) {
    registry =
        "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n"
        "parties: [{id: group:pay, type: team}]\ncredentials:\n  - id: deploy-token\n"
        "    identity: {fingerprints: [\"" +
        fingerprint + "\"]}\n    owner: {accountable: group:pay}\n" + more;
  }

  TempDir dir;
  GitRepoBuilder repo;
  std::string ledger = dir / "ledger.jsonl";
  std::string key = dir / "ledger.key";
  std::string registry;
  std::string fingerprint;
};

}  // namespace

TEST_CASE("A leak goes from detection to closure, and its return is found") {
  Story story;
  ended_with(1, story.scan(2));
  story.fingerprint = story.status(2)["incidents"][0]["fingerprint"];
  CHECK(story.state(2) == "detected");

  story.register_token("    status: active\n");
  ended_with(1, story.scan(3));
  CHECK(story.state(3) == "owned");
  CHECK(story.status(3)["credentials"][0]["worst_state"] == "owned");

  story.register_token("    lifecycle: {last_rotated: {at: 2031-01-04, source: vault}}\n");
  ended_with(1, story.scan(4));
  CHECK(story.state(4) == "rotated");

  story.record(5, "revocation.performed", "credential:deploy-token", {"by=user:ana"});
  CHECK(story.state(5) == "revoked");
  story.record(6, "revocation.failed", "credential:deploy-token",
               {"by=user:ana", "method=live-check"});
  CHECK(story.state(6) == "revoked-live");
  story.record(7, "revocation.verified", "credential:deploy-token",
               {"by=user:ana", "method=live-check", "result=refused"});
  CHECK(story.state(7) == "verified-dead");

  story.register_token("    status: revoked\n    lifecycle: {revoked: {at: 2031-01-05}}\n");
  ended_with(1, story.scan(8));
  CHECK(story.state(8) == "closed");
  CHECK(story.status(8)["open"] == 0);

  story.repo.commit_file("again.sh", "TOKEN=" + github_pat(7) + "\n", "Bring it back");
  ended_with(1, story.scan(10));
  CHECK(story.state(10) == "regressed");
  CHECK(story.status(10)["open"] == 1);

  const RunResult verified = ended_with(0, keyhound({"evidence", "verify", story.ledger}));
  CHECK(verified.out.find("verified") != std::string::npos);
  CHECK(story.dir.read_file("ledger.jsonl").find(github_pat(7)) == std::string::npos);
}

TEST_CASE("What left HEAD is told once, and stays open: history keeps it") {
  Story story;
  ended_with(1, story.scan(2));
  story.repo.commit_file("deploy.sh", "TOKEN=\n", "Take it out");
  ended_with(1, story.scan(3));
  ended_with(1, story.scan(4));
  const std::string events =
      ended_with(0, keyhound({"evidence", "show", story.ledger, "--type", "finding"})).out;
  CHECK(events.find("finding.removed_from_head") == events.rfind("finding.removed_from_head"));
  CHECK(events.find("finding.removed_from_head") != std::string::npos);
  CHECK(story.state(4) == "detected");
  CHECK(story.status(4)["incidents"][0]["in_head"] == false);
}

TEST_CASE("Policies learn from the ledger: who made a credential, and when it was looked at") {
  Story story;
  story.registry =
      "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n"
      "parties: [{id: group:pay, type: team}]\ncredentials:\n  - id: deploy-token\n"
      "    owner: {accountable: group:pay, issuance: {creators: [group:pay]}}\n";
  const auto outcomes = [&story](int on_day) {
    const Json report = Json::parse(story.scan(on_day, {"--format", "json"}).out);
    Json by_policy = Json::object();
    for (const Json& one : report["assessment"]["policies"]) by_policy[one["id"]] = one;
    return by_policy;
  };
  CHECK(outcomes(2)["ISS1001"]["pass"] == 1);
  story.record(3, "credential.registered", "credential:deploy-token", {"by=group:shadow"});
  CHECK(outcomes(4)["ISS1001"]["fail"] == 1);
  CHECK(outcomes(5)["EVD1001"]["pass"] > 0);
}

TEST_CASE("A ledger that does not verify, or is not there, stops a scan before it reports") {
  Story story;
  std::string text = story.dir.read_file("ledger.jsonl");
  text[text.find("keyhound")] = 'K';
  story.dir.write_file("ledger.jsonl", text);
  const RunResult broken = story.scan(2);
  CHECK(broken.exit_code == 2);
  CHECK(broken.out.empty());
  CHECK(keyhound({"status", "--ledger", story.ledger}).exit_code == 2);
  CHECK(keyhound({"status", "--format", "xml"}).exit_code == 2);
  const RunResult missing =
      keyhound({"scan", story.repo.path(), "--ledger", story.dir / "none.jsonl"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.err.find("evidence create") != std::string::npos);
}

TEST_CASE("in-toto statements are signed with the key, and say which policies failed") {
  const Story story;
  const RunResult sealed = story.scan(2, {"--format", "in-toto"});
  const Json envelope = Json::parse(sealed.out);
  CHECK(envelope["payloadType"] == "application/vnd.in-toto+json");
  CHECK(envelope["signatures"].size() == 1);
}

}  // namespace keyhound::testing
