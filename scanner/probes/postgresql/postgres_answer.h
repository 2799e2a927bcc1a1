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

// Follows a login through the states of libpq.
struct PostgresCourse {
  PostgresPhase phase = PostgresPhase::kConnecting;
  bool has_tls = false;

  // `is_made`: libpq calls the connection made, to which it goes back where the handshake of TLS is
  // done, and only then.
  void see(PostgresPhase next, bool is_made);
};

// Takes away what came before TLS from a login that is to have it: anybody on the way may have sent
// it, and libpq before CVE-2024-10977 takes it for the server's.
void drop_what_came_before_tls(PostgresEnd& end, bool has_tls);

// Takes code and function out of what libpq says with all details:
// "FATAL:  28P01: ...\nLOCATION:  auth_failed, auth.c:312\n".
void read_postgres_message(std::string_view message, PostgresEnd& end);

// Whether the server refuses the database alone, which counts once it has shown that it knows the
// password; libpq does not tell whether it has: a session in another database does.
bool is_proof_missing(const PostgresEnd& end);

// Proofs are: a session, and what the server says only to those whom it has let in; refusals are
// those that PostgreSQL documents for the role itself
// (https://www.postgresql.org/docs/current/errcodes-appendix.html), by a server whose certificate
// is verified. 28000 alone is none: the rules of pg_hba.conf refuse an address with it, whatever
// the password.
ProbeVerdict verdict_of(const PostgresEnd& end);

}  // namespace keyhound
