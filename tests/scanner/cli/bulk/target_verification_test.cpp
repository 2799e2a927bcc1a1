// SPDX-License-Identifier: Apache-2.0
// What a worker verifies, without a network: nothing is allowed, or nothing can be asked.
#include "scanner/cli/bulk/target_verification.h"

#include "scanner/verify/run/shared_turns.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"

namespace keyhound::testing {
namespace {

// A worker's job on a repository with a token.
struct VerifiedTarget {
  TempDir dir;
  std::string bare;
  int jobs = 0;

  VerifiedTarget() {
    GitRepoBuilder repo;
    repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
    bare = mirror_of(repo, dir / "bare.git");
  }

  WorkerJob job(std::vector<std::string> arguments, const WorkerAnswer& last = {}) {
    WorkerJob job = job_for(bare, dir / std::to_string(++jobs));
    arguments.emplace_back("--no-cache");
    job.verification.arguments = std::move(arguments);
    job.verification.shared_folder = dir / "run";
    job.refs_digest = last.refs_digest;
    job.basis = last.basis;
    return job;
  }
};

}  // namespace

TEST_CASE("A worker tells what it could not ask, and what would let it") {
  VerifiedTarget target;
  const WorkerAnswer answer = work_on(target.job({"--allow=api.stripe.com"}));
  INFO(answer.failure.message);
  REQUIRE(answer.outcome == "scanned");
  CHECK(answer.verification.find("asked 0; not asked 1: not allowed 1") == 0);
  CHECK(answer.next_steps == std::vector<std::string>{"add --allow api.github.com"});

  CHECK(work_on(target.job({"--allow=api.stripe.com"}, answer)).outcome == "unchanged");
  CHECK(work_on(target.job({"--allow=slack.com"}, answer)).outcome == "scanned");
  WorkerJob unverified = target.job({}, answer);
  unverified.verification = {};
  const WorkerAnswer unchanged = work_on(unverified);
  CHECK(unchanged.outcome == "unchanged");
  CHECK(unchanged.verification.empty());
  unverified.rescan = true;
  const WorkerAnswer scanned = work_on(unverified);
  REQUIRE(scanned.outcome == "scanned");
  CHECK(work_on(target.job({"--allow=api.stripe.com"}, scanned)).outcome == "scanned");
}

TEST_CASE("A worker that cannot verify scans all the same, says so, and is asked again") {
  VerifiedTarget target;
  target.dir.write_file("run/budget", "nobody's\n");
  const WorkerJob job = target.job({"--allow=api.github.com"});
  const WorkerAnswer answer = work_on(job);
  INFO(answer.failure.message);
  REQUIRE(answer.outcome == "scanned");
  const ScanResult result = findings_in(job);
  CHECK(result.findings.size() == 1);
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].kind == "unverified-credentials");
  CHECK_FALSE(result.complete());
  std::filesystem::remove_all(target.dir / "run");
  CHECK(work_on(target.job({"--allow=api.stripe.com"}, answer)).outcome == "scanned");
}

TEST_CASE("A worker sends nothing where the time of the run is over") {
  VerifiedTarget target;
  std::string begin = "1";  // a long time ago, in microseconds
  SUBCASE("over") {}
  SUBCASE("not yet") { begin = "9000000000000000"; }
  target.dir.write_file("run/budget", begin + " 0\n");
  std::filesystem::permissions(target.dir / "run/budget", std::filesystem::perms(0600));
  // Nobody listens on the port of discarded bytes.
  const WorkerAnswer answer =
      work_on(target.job({"--allow=api.github.com", "--allow-internal", "--retries=0",
                          "--connect-to=api.github.com:443:127.0.0.1:9", "--max-time=PT60S"}));
  CAPTURE(answer.verification);
  REQUIRE(answer.outcome == "scanned");
  CHECK(*SharedTurns::open(target.dir / "run")->spent() == (begin == "1" ? 0 : 1));
}

TEST_CASE("What a worker sends last has ended before the worker is") {
  VerificationSetup setup;
  setup.http.timeout = setup.http.connect_timeout = std::chrono::seconds(60);
  bound_requests(0, setup);
  CHECK((setup.http.timeout == std::chrono::seconds(60)));
  bound_requests(180, setup);
  CHECK((setup.http.timeout == std::chrono::seconds(10)));
  CHECK((setup.plan.probes.timeout == std::chrono::seconds(10)));
  bound_requests(1, setup);
  CHECK((setup.http.connect_timeout == std::chrono::seconds(1)));
}

TEST_CASE("Shards together do what the run may") {
  VerificationSetup setup;
  setup.limits.requests_per_second = 2;
  setup.limits.requests = 10;
  setup.plan.requests = 10;
  REQUIRE(share_limits(4, setup));
  CHECK(setup.limits.requests_per_second == 0.5);
  CHECK(setup.limits.requests == 2);
  CHECK(setup.plan.requests == 0);
  const auto refused = share_limits(3, setup);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("--max-requests") != std::string::npos);
  setup.limits.requests = 0;
  CHECK(share_limits(3, setup));
  CHECK(setup.limits.requests == 0);
}

}  // namespace keyhound::testing
