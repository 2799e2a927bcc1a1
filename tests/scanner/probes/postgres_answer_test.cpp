// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgres_answer.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

constexpr const char* kHead = "connection to server at \"db\", port 5432 failed: FATAL:  ";

ProbeVerdict verdict(const std::string& rest, bool asked_for_password = true,
                     PostgresPhase phase = PostgresPhase::kLogin) {
  const std::string message = kHead + rest;
  return verdict_of({phase, asked_for_password, false, message});
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
  CHECK(verdict_of({PostgresPhase::kReady, false, false, ""}).state ==
        LivenessState::kIndeterminate);
  CHECK(verdict_of({PostgresPhase::kReady, true, false, ""}).state == LivenessState::kActive);
}

TEST_CASE("An end without a code is told by how far the login came, and by the time") {
  const auto reason = [](PostgresPhase phase, bool is_late) {
    return verdict_of({phase, true, is_late, "FATAL:  28P01: x\n"}).reason;
  };
  CHECK(reason(PostgresPhase::kConnecting, true) == "cannot connect in time");
  CHECK(reason(PostgresPhase::kTls, true) ==
        "the server makes no TLS connection as it is asked for in time");
  CHECK(reason(PostgresPhase::kLogin, true) ==
        "the server does not answer the login as PostgreSQL does in time");
  CHECK(reason(PostgresPhase::kLetIn, true) ==
        "the server lets the user in, and ends no login in time");
  CHECK(verdict_of({PostgresPhase::kConnecting, true, false, "could not connect"}).reason ==
        "cannot connect");
}

}  // namespace keyhound
