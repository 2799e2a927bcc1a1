// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgres_answer.h"

#include <algorithm>
#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kSqlstateLength = 5;
// The function of PostgreSQL that looks at a role that was let in: whether it exists, and may log
// in. Functions are named in every language of messages alike.
constexpr std::string_view kLooksAtRole = "InitializeSessionUserId";

// "FATAL:  28P01: ..." of the server, behind libpq's words of its own; empty: it has none.
std::string_view sqlstate_of(std::string_view message) {
  for (std::size_t at = message.find(":  "); at != std::string_view::npos;
       at = message.find(":  ", at + 1)) {
    const std::string_view code = message.substr(at + 3, kSqlstateLength);
    const std::string_view rest = message.substr(at + 3 + code.size());
    const auto is_code = [](char c) { return is_digit_ascii(c) || is_upper_ascii(c); };
    if (code.size() == kSqlstateLength && std::all_of(code.begin(), code.end(), is_code) &&
        rest.starts_with(": "))
      return code;
  }
  return {};
}

// The function in the last line "LOCATION:  NAME, file.c:7".
std::string_view routine_of(std::string_view message) {
  const std::size_t line = message.rfind("LOCATION:  ");
  if (line == std::string_view::npos) return {};
  const std::string_view rest = message.substr(line + 11);
  return rest.substr(0, rest.find(','));
}

ProbeVerdict indeterminate(std::string reason) {
  return {LivenessState::kIndeterminate, std::move(reason)};
}

bool is_let_in(const PostgresEnd& end) {
  return end.phase == PostgresPhase::kLetIn || end.phase == PostgresPhase::kReady;
}

ProbeVerdict active(const PostgresEnd& end, std::string reason) {
  if (!end.asked_for_password)
    return indeterminate("the server lets this user in without a password");
  if (end.trust == PostgresTrust::kProven && !is_let_in(end))
    return indeterminate("a server that nobody vouches for says that " + reason +
                         "; --ca-file names who does");
  return {LivenessState::kActive, std::move(reason)};
}

// That the server itself says no, which anybody can say in its place.
ProbeVerdict revoked(const PostgresEnd& end, std::string reason, const std::string& named) {
  switch (end.trust) {
    case PostgresTrust::kVerified:
      return {LivenessState::kRevoked, std::move(reason)};
    case PostgresTrust::kProven:
      return indeterminate("a server that nobody vouches for refused it" + named +
                           "; --ca-file names who does");
    default:
      return indeterminate("a server without TLS refused it" + named);
  }
}

ProbeVerdict without_answer(const PostgresEnd& end) {
  const std::string late = end.is_late ? " in time" : "";
  switch (end.phase) {
    case PostgresPhase::kConnecting:
      return indeterminate("cannot connect" + late);
    case PostgresPhase::kTls:
      return indeterminate("the server makes no TLS connection as it is asked for" + late);
    case PostgresPhase::kLogin:
      if (end.trust == PostgresTrust::kProven && !end.is_late)
        return indeterminate(
            "a server that nobody vouches for ends no login by SCRAM with channel binding; "
            "--ca-file names who does");
      return indeterminate("the server does not answer the login as PostgreSQL does" + late);
    default:
      return indeterminate("the server lets the user in, and ends no login" + late);
  }
}

}  // namespace

void PostgresCourse::see(PostgresPhase next, bool is_made) {
  has_tls = next > PostgresPhase::kTls && (has_tls || (phase == PostgresPhase::kTls && is_made));
  phase = next;
}

void drop_what_came_before_tls(PostgresEnd& end, bool has_tls) {
  if (end.trust == PostgresTrust::kNone || has_tls || end.phase == PostgresPhase::kConnecting)
    return;
  end.phase = PostgresPhase::kTls;
  end.code = {};
}

void read_postgres_message(std::string_view message, PostgresEnd& end) {
  const std::string_view code = sqlstate_of(message);
  end.code = {};
  std::copy(code.begin(), code.end(), end.code.begin());
  end.looked_at_role = routine_of(message) == kLooksAtRole;
}

bool is_proof_missing(const PostgresEnd& end) {
  const std::string_view code(end.code.data(), end.code.size());
  return end.trust == PostgresTrust::kProven && !end.is_late && !is_let_in(end) &&
         (code == "3D000" || code == "42501");
}

ProbeVerdict verdict_of(const PostgresEnd& end) {
  if (end.phase == PostgresPhase::kReady) return active(end, "the server lets the user in");
  if (end.is_late || end.code.front() == '\0') return without_answer(end);
  const std::string code(end.code.begin(), end.code.end());
  const std::string named = " (" + code + ")";
  if (code == "28P01")
    return revoked(end, "the server refuses this user with this password" + named, named);
  if (code == "28000" && end.looked_at_role)
    return revoked(end, "the role does not exist, or may not log in" + named, named);
  if (code == "28000")
    return indeterminate("the server refuses this client, whatever the password" + named);
  if (code == "3D000")
    return active(end, "the server lets the user in; the database does not exist" + named);
  if (code == "42501")
    return active(end, "the server lets the user in, and not into this database" + named);
  return indeterminate("the server ends the login for another reason" + named);
}

}  // namespace keyhound
