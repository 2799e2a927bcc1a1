// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgresql_probe.h"

#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/signature.h"
#include "scanner/probes/database_login.h"
#include "scanner/probes/net/bounded_child.h"
#include "scanner/probes/net/deadline.h"
#include "scanner/probes/net/hidden_environment.h"
#include "scanner/probes/net/host_address.h"
#include "scanner/probes/postgresql/postgres_answer.h"

// Defined where the program loads libpq late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_pq;

namespace keyhound {
namespace {

using Connection = CHandle<PGconn, PQfinish>;
using Options = std::vector<std::pair<const char*, std::string>>;

constexpr std::string_view kName = "postgresql";
constexpr std::string_view kPort = "5432";
// A login takes about ten; a server that never comes to an end sends more.
constexpr int kMostSteps = 256;
// No file: libpq takes what is not there as "has none", and an empty name as that in ~/.postgresql.
constexpr const char* kNoFile = "/dev/null/none";
// Debian's, Fedora's, Alpine's and the BSDs'.
constexpr const char* kSystemCertificates[] = {
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"};

// One way to log in.
struct Attempt {
  const char* mode;  // sslmode
  PostgresTrust trust;
};

const char* system_certificates() {
  for (const char* file : kSystemCertificates) {
    if (::access(file, R_OK) == 0) return file;
  }
  return kNoFile;
}

// In this order, each where the one before makes no TLS connection. A server that no certificate
// vouches for gets no password in clear or as MD5: a false one could log in with either. With
// SCRAM, bound to the connection, it learns nothing that it can pass on.
std::vector<Attempt> attempts_of(const std::string& wanted, bool is_public, bool has_ca_file) {
  const Attempt verified{"verify-full", PostgresTrust::kVerified};
  // The system's authorities vouch for anybody who owns any name.
  if (wanted == "verify-ca" && has_ca_file) return {{"verify-ca", PostgresTrust::kVerified}};
  if (wanted == "verify-ca" || wanted == "verify-full") return {verified};
  const Attempt without{"disable", PostgresTrust::kNone};
  if (wanted == "disable") return is_public ? std::vector<Attempt>() : std::vector{without};
  const Attempt bound{"require", PostgresTrust::kProven};
  if ((wanted == "allow" || wanted == "prefer") && !is_public) return {verified, bound, without};
  return {verified, bound};
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string list = text;
  for (std::size_t i = 1; i < times; ++i) list += "," + text;
  return list;
}

// Everything that libpq would take from files and the user's own settings is told here.
Options options_of(const DatabaseLogin& login, const std::vector<HostAddress>& addresses,
                   const Attempt& attempt, const std::string& ca_file) {
  std::string list;
  for (const HostAddress& address : addresses) list += (list.empty() ? "" : ",") + address.text;
  return {{"host", repeated(login.place.host, addresses.size())},
          {"hostaddr", list},
          {"port", login.place.port},
          {"user", login.user},
          {"password", login.password},
          {"dbname", login.database.empty() ? "postgres" : login.database},
          {"passfile", kNoFile},
          {"fallback_application_name", "keyhound"},
          {"sslmode", attempt.mode},
          {"channel_binding", attempt.trust == PostgresTrust::kProven ? "require" : "prefer"},
          {"sslcert", kNoFile},
          {"sslkey", kNoFile},
          {"sslcrl", kNoFile},
          {"sslrootcert", attempt.trust != PostgresTrust::kVerified ? kNoFile
                          : ca_file.empty()                         ? system_certificates()
                                                                    : ca_file},
          {"gssencmode", "disable"}};
}

Connection start(const Options& options) {
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : options) {
    names.push_back(name);
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  Connection connection(PQconnectStartParams(names.data(), values.data(), 0));
  if (connection == nullptr) return connection;
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);  // SQLSTATE and function
  // Else a server that never reads makes libpq wait for it, and keep all that comes meanwhile.
  PQsetnonblocking(connection.get(), 1);
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);  // else: printed
  return connection;
}

PostgresPhase phase_of(ConnStatusType status) {
  switch (status) {
    case CONNECTION_SSL_STARTUP:
      return PostgresPhase::kTls;
    case CONNECTION_MADE:
    case CONNECTION_AWAITING_RESPONSE:
      return PostgresPhase::kLogin;
    case CONNECTION_AUTH_OK:
      return PostgresPhase::kLetIn;
    case CONNECTION_OK:
      return PostgresPhase::kReady;
    default:
      return PostgresPhase::kConnecting;
  }
}

// Lets libpq go on until the login ends in one way or another.
PostgresEnd end_of_login(PGconn* connection, const Attempt& attempt, const Deadline& deadline) {
  PostgresEnd end;
  end.trust = attempt.trust;
  PostgresCourse course;
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  for (int step = 0; PQstatus(connection) != CONNECTION_BAD; ++step) {
    const ConnStatusType status = PQstatus(connection);
    course.see(phase_of(status), status == CONNECTION_MADE);
    if (wanted == PGRES_POLLING_OK) break;
    pollfd socket{PQsocket(connection),
                  static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    const int left = deadline.left();
    if (step == kMostSteps || left == 0 || ::poll(&socket, 1, left) <= 0) {
      end.is_late = true;
      break;
    }
    wanted = PQconnectPoll(connection);
  }
  end.phase = course.phase;
  end.asked_for_password = PQconnectionUsedPassword(connection) != 0;
  read_postgres_message(PQerrorMessage(connection), end);
  drop_what_came_before_tls(end, course.has_tls);
  return end;
}

PostgresEnd end_of_attempt(const DatabaseLogin& login, const std::vector<HostAddress>& addresses,
                           const Attempt& attempt, const std::string& ca_file,
                           const Deadline& deadline) {
  const Connection connection = start(options_of(login, addresses, attempt, ca_file));
  if (connection == nullptr) ::_exit(1);  // out of memory
  return end_of_login(connection.get(), attempt, deadline);
}

// The child's work: its environment is its own, and no other thread is there to read it.
std::string ends_of_attempts(DatabaseLogin login, const std::vector<HostAddress>& addresses,
                             const std::vector<Attempt>& attempts, const std::string& ca_file,
                             const Deadline& deadline) {
  const HiddenEnvironment hidden({"PG", "KRB5"});
  PostgresEnd end;
  for (const Attempt& attempt : attempts) {
    end = end_of_attempt(login, addresses, attempt, ca_file, deadline);
    if (is_proof_missing(end)) {
      login.database.clear();  // the one that each server has
      const PostgresEnd again = end_of_attempt(login, addresses, attempt, ca_file, deadline);
      if (again.phase == PostgresPhase::kReady) end = again;
    }
    if (end.phase != PostgresPhase::kTls || end.is_late) break;
  }
  wipe(login.password);
  return {reinterpret_cast<const char*>(&end), sizeof(end)};
}

ProbeVerdict log_in(const DatabaseLogin& login, const ProbeSettings& settings) {
  const auto indeterminate = [](std::string reason) {
    return ProbeVerdict{LivenessState::kIndeterminate, std::move(reason)};
  };
  const Deadline deadline(settings.timeout);
  const auto addresses =
      addresses_of(login.place.host, login.place.port, settings.refuses_internal);
  if (!addresses) return indeterminate(addresses.error().message);
  const bool is_public = std::any_of(addresses->begin(), addresses->end(),
                                     [](const HostAddress& one) { return one.is_public; });
  const auto attempts = attempts_of(login.tls, is_public, !settings.ca_file.empty());
  if (attempts.empty())
    return indeterminate(
        "nothing was asked: the connection string asks for no TLS, and the host is public");
  const auto told = result_of_child(
      [&] { return ends_of_attempts(login, *addresses, attempts, settings.ca_file, deadline); },
      deadline);
  if (!told && deadline.left() == 0)
    return indeterminate("the login did not end in time, and was killed");
  static_assert(std::is_trivially_copyable_v<PostgresEnd>);
  PostgresEnd end;
  if (!told || told->size() != sizeof(end))
    return indeterminate("the login could not be made in a process of its own");
  std::memcpy(&end, told->data(), sizeof(end));
  return verdict_of(end);
}

template <LoginForm form>
Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, kPort, form));
  return ProbeTarget{login.place.label(), "log in to PostgreSQL, and ask nothing"};
}

template <LoginForm form>
Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  auto login = database_login(parts, kPort, form);
  if (!login)
    return probe_answer(kName, "", {LivenessState::kIndeterminate, login.error().message});
  if (login->database == "*") login->database.clear();
  if (!load_lazily(&keyhound_lazy_pq))
    return probe_answer(kName, login->place.label(), lacks_library("libpq", "libpq5"));
  return probe_answer(kName, login->place.label(), log_in(*login, settings));
}

}  // namespace

const Probe kPostgresqlProbe = {kName,
                                {"database-url-postgresql", "heroku-postgres-url"},
                                target<LoginForm::kUrl>,
                                check<LoginForm::kUrl>};

const Probe kPgpassProbe = {
    "pgpass", {"pgpass-entry"}, target<LoginForm::kPlain>, check<LoginForm::kPlain>};

}  // namespace keyhound
