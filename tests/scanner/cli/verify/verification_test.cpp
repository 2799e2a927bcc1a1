// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification.h"

#include <doctest/doctest.h>

#include <chrono>

#include "scanner/model/fingerprint.h"
#include "scanner/verify/run/shared_turns.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_server.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

using testing::github_pat;
using testing::TempDir;
using testing::TlsServer;

VerificationCandidate candidate_of(unsigned n) {
  VerificationCandidate candidate;
  candidate.rule_id = testing::kGithubRule;
  candidate.provider = "GitHub";
  candidate.parts.secret = github_pat(n);
  candidate.fingerprint = fingerprint(FingerprintKey(), "github", github_pat(n)).short_form();
  return candidate;
}

VerificationSetup setup_for(const TlsServer& server, const std::string& cache, bool dry_run) {
  VerifyOptions options;
  options.allowed = {"GitHub"};
  options.allow_internal = true;
  options.ca_file = server.ca_file();
  options.connect_to = {server.connect_to()};
  options.cache = cache;
  options.no_cache = cache.empty();
  options.dry_run = dry_run;
  options.rate = 1000;
  auto setup = make_verification_setup(options, {});
  REQUIRE(setup.has_value());
  setup->shows_progress = false;
  return std::move(*setup);
}

Verification verified(std::vector<VerificationCandidate> candidates,
                      const VerificationSetup& setup) {
  auto verification = verify_candidates(std::move(candidates), setup);
  if (!verification) FAIL(verification.error().message);
  return std::move(*verification);
}

// A login at a port where nobody listens: that of discarded bytes.
VerificationCandidate login_of(const std::string& rule, const std::string& secret) {
  VerificationCandidate candidate;
  candidate.rule_id = rule;
  candidate.provider = "PostgreSQL";
  candidate.parts.secret = secret;
  candidate.parts.identity = {
      {"scheme", "postgresql"}, {"host", "127.0.0.1"}, {"port", "9"}, {"user", "app"}};
  candidate.fingerprint = fingerprint(FingerprintKey(), "sample", secret).short_form();
  return candidate;
}

VerificationSetup login_setup() {
  VerifyOptions options;
  options.allowed = {"127.0.0.1"};
  options.allow_internal = true;
  options.no_cache = true;
  auto setup = make_verification_setup(options, {});
  REQUIRE(setup.has_value());
  setup->shows_progress = false;
  return std::move(*setup);
}

testing::TlsAnswer works(const testing::TlsRequest&) {
  return testing::json_answer(R"({"login":"octocat","id":1})");
}

}  // namespace

TEST_CASE("A verification asks, keeps what it hears, and forgets the secrets") {
  const TlsServer server(works);
  const TempDir dir;
  const VerificationSetup setup = setup_for(server, dir / "cache/results.jsonl", false);
  const Verification first = verified({candidate_of(1), candidate_of(2)}, setup);
  REQUIRE(first.liveness.size() == 2);
  CHECK(first.liveness[0].state == LivenessState::kActive);
  CHECK(first.candidates[0].parts.secret.empty());
  CHECK(server.request_count() == 2);
  const Verification again = verified({candidate_of(1), candidate_of(3)}, setup);
  CHECK(again.plan[0].step == PlannedStep::kKnown);
  CHECK(again.liveness[0].state == LivenessState::kActive);
  CHECK(server.request_count() == 3);
  const std::string cache = dir.read_file("cache/results.jsonl");
  for (const unsigned n : {1U, 2U, 3U}) CHECK(cache.find(github_pat(n)) == std::string::npos);
}

TEST_CASE("A dry run plans and connects to nobody") {
  const TlsServer server(works);
  const VerificationSetup setup = setup_for(server, "", true);
  const Verification dry = verified({candidate_of(1)}, setup);
  CHECK(dry.plan[0].step == PlannedStep::kRequest);
  CHECK(dry.liveness[0].state == LivenessState::kUnchecked);
  CHECK(server.connection_count() == 0);
}

TEST_CASE("A cache that cannot be read is an error that names the option") {
  const TlsServer server(works);
  const TempDir dir;
  dir.write_file("results.jsonl", "this is another file\n");
  const auto failed =
      verify_candidates({candidate_of(1)}, setup_for(server, dir / "results.jsonl", false));
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().message.find("--cache") != std::string::npos);
  CHECK(server.connection_count() == 0);
}

TEST_CASE("Probes ask one host no faster than requests do") {
  const VerificationCandidate candidate =
      login_of("database-url-postgresql",
               "postgresql://app:" + testing::alphanumerics(1, 20) + "@127.0.0.1:9/app");
  VerificationSetup setup = login_setup();
  setup.limits.requests_per_second = 5;
  const auto begin = std::chrono::steady_clock::now();
  const Verification done = verified({candidate, candidate, candidate}, setup);
  CHECK(done.plan[2].step == PlannedStep::kProbe);
  CHECK(done.liveness[2].state == LivenessState::kIndeterminate);
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(400));
}

TEST_CASE("Processes of a run log in once, whatever form the login was found in") {
  const std::string password = testing::alphanumerics(2, 20);
  VerificationCandidate login;
  SUBCASE("a password file") { login = login_of("pgpass-entry", password); }
  SUBCASE("a URL of Java") { login = login_of("jdbc-url-password", password); }
  const testing::TempDir dir;
  VerificationSetup setup = login_setup();
  for (int process = 0; process < 2; ++process) {
    auto turns = SharedTurns::open(dir / "run");
    REQUIRE(turns.has_value());
    setup.limits.turns = &*turns;
    const Verification done = verified({login}, setup);
    CAPTURE(done.liveness[0].reason);
    CHECK(done.liveness[0].state == LivenessState::kIndeterminate);
    CHECK(done.plan[0].step == (process == 0 ? PlannedStep::kProbe : PlannedStep::kKnown));
    CHECK(*turns->spent() == 1);
  }
}

}  // namespace keyhound
