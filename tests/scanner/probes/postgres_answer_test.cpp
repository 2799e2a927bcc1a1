// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgres_answer.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace keyhound {
namespace {

constexpr const char* kHead = "connection to server at \"db\", port 5432 failed: FATAL:  ";

PostgresEnd end_of(const std::string& message, bool asked_for_password = true,
                   PostgresPhase phase = PostgresPhase::kLogin,
                   PostgresTrust trust = PostgresTrust::kVerified) {
  PostgresEnd end;
  end.phase = phase;
  end.trust = trust;
  end.asked_for_password = asked_for_password;
  read_postgres_message(message, end);
  return end;
}

ProbeVerdict verdict(const std::string& rest, bool asked_for_password = true) {
  return verdict_of(end_of(kHead + rest, asked_for_password));
}

}  // namespace

TEST_CASE("Codes of PostgreSQL count with what stands behind them") {
  const std::string text = ": some text\nLOCATION:  ";
  CHECK(verdict("28P01" + text + "auth_failed, auth.c:326\n").state == LivenessState::kRevoked);
  CHECK(verdict("28000" + text + "auth_failed, auth.c:326\n").state ==
        LivenessState::kIndeterminate);
  CHECK(verdict("28000" + text + "ClientAuthentication, auth.c:520\n").state ==
        LivenessState::kIndeterminate);
  CHECK(verdict("28000" + text + "InitializeSessionUserId, miscinit.c:700\n").state ==
        LivenessState::kRevoked);
  CHECK(verdict("3D000" + text + "InitPostgres, postinit.c:9\n").state == LivenessState::kActive);
  CHECK(verdict("42501" + text + "CheckMyDatabase, postinit.c:9\n").state ==
        LivenessState::kActive);
  CHECK(verdict("53300" + text + "InitProcess, proc.c:9\n").state == LivenessState::kIndeterminate);
  CHECK(verdict("28P01").state == LivenessState::kIndeterminate);
  CHECK(verdict("28p01: x").state == LivenessState::kIndeterminate);
}

TEST_CASE("Without a question for the password nothing that PostgreSQL says is a proof") {
  CHECK(verdict("3D000: x\n", false).state == LivenessState::kIndeterminate);
  CHECK(verdict_of(end_of("", false, PostgresPhase::kReady)).state ==
        LivenessState::kIndeterminate);
  CHECK(verdict_of(end_of("", true, PostgresPhase::kReady)).state == LivenessState::kActive);
}

TEST_CASE(
    "What a PostgreSQL says that nobody vouches for is a proof only once it let the user in") {
  const auto verdict = [](const char* code, PostgresPhase phase, PostgresTrust trust) {
    return verdict_of(end_of(
        kHead + std::string(code) + ": x\nLOCATION:  InitializeSessionUserId, miscinit.c:700\n",
        true, phase, trust));
  };
  for (const char* code : {"28P01", "28000", "3D000", "42501"}) {
    CAPTURE(std::string(code));
    const ProbeVerdict bound = verdict(code, PostgresPhase::kLogin, PostgresTrust::kProven);
    CHECK(bound.state == LivenessState::kIndeterminate);
    CHECK(bound.reason.find("--ca-file") != std::string::npos);
  }
  CHECK(verdict("28P01", PostgresPhase::kLogin, PostgresTrust::kProven).reason ==
        "a server that nobody vouches for refused it (28P01); --ca-file names who does");
  CHECK(is_proof_missing(
      end_of("FATAL:  42501: x\n", true, PostgresPhase::kLogin, PostgresTrust::kProven)));
  CHECK_FALSE(is_proof_missing(end_of("FATAL:  3D000: x\n")));
  CHECK_FALSE(is_proof_missing(
      end_of("FATAL:  28P01: x\n", true, PostgresPhase::kLogin, PostgresTrust::kProven)));
  CHECK(verdict("28P01", PostgresPhase::kLogin, PostgresTrust::kNone).reason ==
        "a server without TLS refused it (28P01)");
  CHECK(verdict("3D000", PostgresPhase::kLetIn, PostgresTrust::kProven).state ==
        LivenessState::kActive);
  CHECK(verdict_of(end_of("", true, PostgresPhase::kReady, PostgresTrust::kProven)).state ==
        LivenessState::kActive);
}

TEST_CASE("An end without a code is told by how far the login came, and by the time") {
  const auto reason = [](PostgresPhase phase, bool is_late) {
    PostgresEnd end = end_of("FATAL:  28P01: x\n", true, phase);
    end.is_late = is_late;
    return verdict_of(end).reason;
  };
  CHECK(reason(PostgresPhase::kConnecting, true) == "cannot connect in time");
  CHECK(reason(PostgresPhase::kTls, true) ==
        "the server makes no TLS connection as it is asked for in time");
  CHECK(reason(PostgresPhase::kLogin, true) ==
        "the server does not answer the login as PostgreSQL does in time");
  CHECK(reason(PostgresPhase::kLetIn, true) ==
        "the server lets the user in, and ends no login in time");
  CHECK(verdict_of(end_of("could not connect", true, PostgresPhase::kConnecting)).reason ==
        "cannot connect");
}

// The states that a libpq shows which takes an error in front of TLS for the server's, as those
// before CVE-2024-10977 do: no later one can be made to.
TEST_CASE("What a PostgreSQL says before TLS is there never counts") {
  using Phase = PostgresPhase;
  using Step = std::pair<Phase, bool>;
  const auto state = [](const std::vector<Step>& steps, const char* code, PostgresTrust trust) {
    PostgresCourse course;
    for (const auto& [phase, is_made] : steps) course.see(phase, is_made);
    PostgresEnd end = end_of(
        kHead + std::string(code) + ": x\nLOCATION:  InitializeSessionUserId, miscinit.c:700\n",
        true, course.phase, trust);
    drop_what_came_before_tls(end, course.has_tls);
    return verdict_of(end);
  };
  const std::vector<Step> asked = {
      {Phase::kConnecting, false}, {Phase::kLogin, true}, {Phase::kTls, false}};
  std::vector<Step> skipped = asked;  // libpq goes on as if the server had answered the login
  skipped.emplace_back(Phase::kLogin, false);
  std::vector<Step> shaken = asked;
  shaken.emplace_back(Phase::kLogin, true);
  shaken.emplace_back(Phase::kLogin, false);
  const std::vector<Step> never = {
      {Phase::kConnecting, false}, {Phase::kLogin, true}, {Phase::kLogin, false}};
  for (const char* code : {"28P01", "28000", "3D000", "42501"}) {
    CAPTURE(std::string(code));
    for (const PostgresTrust trust : {PostgresTrust::kVerified, PostgresTrust::kProven}) {
      for (const auto& steps : {asked, skipped, never}) {
        const ProbeVerdict early = state(steps, code, trust);
        CHECK(early.state == LivenessState::kIndeterminate);
        CHECK(early.reason == "the server makes no TLS connection as it is asked for");
      }
    }
    CHECK(state(shaken, code, PostgresTrust::kVerified).state != LivenessState::kIndeterminate);
  }
  CHECK(state(never, "28P01", PostgresTrust::kNone).reason ==
        "a server without TLS refused it (28P01)");
  std::vector<Step> again = shaken;  // another address of the host
  again.insert(again.end(), asked.begin(), asked.end());
  CHECK(state(again, "28P01", PostgresTrust::kVerified).state == LivenessState::kIndeterminate);
}

}  // namespace keyhound
