// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/bulk_judgement.h"

#include "policies/evidence/ledger_admin.h"
#include "policies/evidence/ledger_check.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"

namespace keyhound::testing {
namespace {

constexpr const char* kHead = "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n";

// Three repositories with one credential, and a registry that may know it.
class Organisation {
 public:
  Organisation() {
    for (GitRepoBuilder& repo : repos_)
      repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
    registry("credentials: []\n");
    bulk.arguments = {"--registry", bulk.dir / "owners.yaml", "--now", "2030-01-01"};
  }

  void registry(const std::string& text) { bulk.dir.write_file("owners.yaml", kHead + text); }

  // Mirrors of the repositories as they are now.
  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const GitRepoBuilder& repo : repos_)
      all.push_back(mirror_of(repo, bulk.dir / ("m" + std::to_string(all.size()) + ".git")));
    return all;
  }

  JudgeAnswer judge(const JudgeJob& job) {
    const auto answer = judge_run(job);
    INFO((answer ? std::string() : answer.error().message));
    REQUIRE(answer);
    return *answer;
  }

  GitRepoBuilder& first() { return repos_[0]; }

  BulkFixture bulk;

 private:
  GitRepoBuilder repos_[3];
};

// A registry that knows the token of that fingerprint, which may be used in so many repositories.
std::string known_token(const std::string& fingerprint, int repositories) {
  return "parties:\n  - {id: \"group:platform\", type: team}\n  - {id: \"user:ciso\", type: "
         "human}\n  - {id: \"user:ana\", type: human}\ncredentials:\n  - id: ci-token\n    kind: "
         "github-token\n    type: nhi\n    "
         "status: active\n    owner: {accountable: group:platform}\n    identity: {fingerprints: "
         "[\"" +
         fingerprint + "\"]}\n    locations: {max_repos: " + std::to_string(repositories) + "}\n";
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("One credential in three repositories is one row, and its reuse fails a policy") {
  Organisation org;
  org.bulk.scan("first", org.paths());
  const JudgeAnswer answer = org.judge(org.bulk.judge_job("first"));
  CHECK(answer.exit_code == 1);
  CHECK(answer.findings == 3);
  CHECK(answer.complete);
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM credentials") == "1");
  CHECK(org.bulk.ask("SELECT repository_count FROM credentials") == "3");
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM verdicts WHERE policy_id = 'USE1001' AND outcome = "
                     "'fail'") == "3");
  CHECK(org.bulk.ask("SELECT failed FROM policy_totals WHERE policy_id = 'USE1001'") == "1");
}

TEST_CASE("A registry that changes between runs changes verdicts without another scan") {
  Organisation org;
  org.bulk.scan("first", org.paths());
  org.judge(org.bulk.judge_job("first"));
  const std::string fingerprint = org.bulk.ask("SELECT fingerprint FROM credentials");
  CHECK(org.bulk.ask("SELECT owner FROM credentials") == "");

  org.registry(known_token(fingerprint, 5));
  org.bulk.scan("second", org.paths());
  for (std::size_t i = 3; i < org.bulk.answers.size(); ++i)
    CHECK(org.bulk.answers[i].outcome == "unchanged");
  org.judge(org.bulk.judge_job("second"));
  CHECK(org.bulk.ask("SELECT owner FROM credentials") == "group:platform");
  CHECK(org.bulk.ask("SELECT registry_id FROM credentials") == "ci-token");
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM verdicts WHERE policy_id = 'USE1001' AND outcome = "
                     "'fail'") == "0");
}

TEST_CASE("An exception in force waives the verdicts on all repositories") {
  Organisation org;
  org.bulk.scan("first", org.paths());
  org.judge(org.bulk.judge_job("first"));
  const std::string fingerprint = org.bulk.ask("SELECT fingerprint FROM credentials");
  org.registry(known_token(fingerprint, 1) +
               "exceptions:\n  - id: EXC-1\n    applies_to: {credential: ci-token, policies: "
               "[USE1001]}\n    reason: one token until the move\n    type: fix-deferred\n    "
               "risk_owner: group:platform\n    approver: user:ciso\n    requested_by: user:ana\n  "
               "  ticket: https://tickets.acme.example/SEC-1\n    compensating_control: the host "
               "is not reachable\n    granted: 2029-12-01\n    "
               "expires: 2030-02-01\n");
  org.judge(org.bulk.judge_job("first"));
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM verdicts WHERE policy_id = 'USE1001' AND outcome = "
                     "'waived' AND exception_id = 'EXC-1'") == "3");
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM registry_exceptions WHERE is_in_force = 1") == "1");
}

TEST_CASE("A run's evidence begins before it and ends with its coverage, each once") {
  Organisation org;
  const std::string ledger = org.bulk.dir / "ledger.jsonl";
  REQUIRE(create_ledger(ledger, {}));
  org.bulk.scan("first", org.paths());
  JudgeJob start = org.bulk.judge_job("first", JudgeStep::kStart);
  start.ledger = ledger;
  org.judge(start);
  org.judge(start);
  std::string text = org.bulk.dir.read_file("ledger.jsonl");
  CHECK(times(text, "\"run.started\"") == 1);
  CHECK(times(text, "\"run.finished\"") == 0);

  JudgeJob finish = start;
  finish.step = JudgeStep::kFinish;
  org.judge(finish);
  org.judge(finish);
  text = org.bulk.dir.read_file("ledger.jsonl");
  CHECK(times(text, "\"run.started\"") == 1);
  CHECK(times(text, "\"run.finished\"") == 1);
  CHECK(times(text, "\"finding.detected\"") == 3);
  CHECK(text.find("\"targets\":{\"excluded\":0,\"failed\":0,\"pending\":0,\"planned\":3,"
                  "\"scanned\":3,\"unchanged\":0}") != std::string::npos);
  CHECK(verify_ledger(ledger, {})->is_verified());
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM evidence") == "2");
  CHECK(org.bulk.ask("SELECT event_run FROM evidence") == ledger_run_id("first"));
  const std::string hash = org.bulk.ask("SELECT event_hash FROM evidence ORDER BY sequence DESC");
  CHECK(text.find(hash) != std::string::npos);
}

TEST_CASE("A value that left HEAD is told to the ledger, of that repository alone") {
  Organisation org;
  const std::string ledger = org.bulk.dir / "ledger.jsonl";
  REQUIRE(create_ledger(ledger, {}));
  JudgeJob job = org.bulk.judge_job("first");
  job.ledger = ledger;
  org.bulk.scan("first", org.paths());
  org.judge(job);
  org.first().commit_removal("a.env", "Remove");
  org.bulk.scan("second", org.paths());
  job.run_key = "second";
  org.judge(job);
  CHECK(times(org.bulk.dir.read_file("ledger.jsonl"), "\"finding.removed_from_head\"") == 1);
}

TEST_CASE("A run whose coverage is not complete does not end with 0") {
  Organisation org;
  org.bulk.arguments = {"--now", "2030-01-01", "--fail-on", "none"};
  std::vector<std::string> paths = org.paths();
  paths.push_back(org.bulk.dir / "missing");
  org.bulk.scan("first", paths);
  const JudgeAnswer answer = org.judge(org.bulk.judge_job("first"));
  CHECK(answer.exit_code == 3);
  CHECK_FALSE(answer.complete);
}

TEST_CASE("Verdicts that fail count for the exit code where that is asked for") {
  Organisation org;
  org.bulk.arguments.insert(org.bulk.arguments.end(), {"--fail-on", "none"});
  org.bulk.scan("first", org.paths());
  JudgeJob job = org.bulk.judge_job("first");
  CHECK(org.judge(job).exit_code == 0);
  job.fail_on_level = "note";
  CHECK(org.judge(job).exit_code == 1);
}

TEST_CASE("A judge without its run, registry or ledger is an error, and changes nothing") {
  Organisation org;
  org.bulk.scan("first", org.paths());
  JudgeJob job = org.bulk.judge_job("another");
  CHECK_FALSE(judge_run(job));
  job = org.bulk.judge_job("first");
  job.ledger = org.bulk.dir / "missing.jsonl";
  CHECK(judge_run(job).error().kind == ErrorKind::kUsage);
  job = org.bulk.judge_job("first");
  org.registry("credentials: 3\n");
  CHECK(judge_run(job).error().kind == ErrorKind::kConfiguration);
  CHECK(org.bulk.ask("SELECT COUNT(*) FROM verdicts") == "0");
}

}  // namespace keyhound::testing
