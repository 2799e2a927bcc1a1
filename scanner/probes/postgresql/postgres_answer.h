// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: what the end of a login to PostgreSQL says of the password. Pure.
#pragma once

#include <array>
#include <string_view>

#include "scanner/probes/probe_answer.h"

namespace keyhound {

// How far a login came, by the states of libpq.
enum class PostgresPhase {
  kConnecting,  // no connection yet
  kTls,         // the connection is there, TLS is not
  kLogin,       // the server was asked to let the user in
  kLetIn,       // it said so, and prepares the session
  kReady,       // the session is there
};

// Why an answer is the host's own.
enum class PostgresTrust {
  kVerified,  // by its certificate
  kProven,    // by SCRAM bound to the TLS connection: once it lets in, it knew the password
  kNone,      // no TLS, inside, as the URL has it
};

// Plain bytes: a child process tells it.
struct PostgresEnd {
  PostgresPhase phase = PostgresPhase::kConnecting;
  PostgresTrust trust = PostgresTrust::kNone;
  bool asked_for_password = false;
  bool is_late = false;           // ended by keyhound, since the time was over
  bool looked_at_role = false;    // the error is of the function that looks at the role itself
  std::array<char, 5> code = {};  // SQLSTATE; NULs: none
};

// Takes code and function out of what libpq says with all details:
// "FATAL:  28P01: ...\nLOCATION:  auth_failed, auth.c:312\n".
void read_postgres_message(std::string_view message, PostgresEnd& end);

// Proofs are: a session, and what the server says only to those whom it has let in; refusals are
// those that PostgreSQL documents for the role itself
// (https://www.postgresql.org/docs/current/errcodes-appendix.html), by a server whose certificate
// is verified. 28000 alone is none: the rules of pg_hba.conf refuse an address with it, whatever
// the password.
ProbeVerdict verdict_of(const PostgresEnd& end);

}  // namespace keyhound
