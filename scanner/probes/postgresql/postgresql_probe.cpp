// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgresql_probe.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"
#include "scanner/probes/database_login.h"
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
constexpr const char* kSystemCertificates = "/etc/ssl/certs/ca-certificates.crt";

// What is asked of TLS. A public host gets no password outside of it, whatever the URL says: the
// server may ask for it in clear text. Empty: refused.
std::string tls_mode(const std::string& wanted, bool is_public) {
  if (wanted == "verify-ca" || wanted == "verify-full") return wanted;
  if (wanted == "disable") return is_public ? "" : "disable";
  if (wanted == "allow" || wanted == "prefer") return is_public ? "require" : "prefer";
  return "require";
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string list = text;
  for (std::size_t i = 1; i < times; ++i) list += "," + text;
  return list;
}

// Everything that libpq would take from files and the user's own settings is told here.
Options options_of(const DatabaseLogin& login, const std::vector<HostAddress>& addresses,
                   const std::string& mode, const std::string& ca_file) {
  std::string list;
  for (const HostAddress& address : addresses) list += (list.empty() ? "" : ",") + address.text;
  const bool verifies = mode.starts_with("verify");
  return {{"host", repeated(login.place.host, addresses.size())},
          {"hostaddr", list},
          {"port", login.place.port},
          {"user", login.user},
          {"password", login.password},
          {"dbname", login.database.empty() ? "postgres" : login.database},
          {"passfile", kNoFile},
          {"fallback_application_name", "keyhound"},
          {"sslmode", mode},
          {"sslcert", kNoFile},
          {"sslkey", kNoFile},
          {"sslcrl", kNoFile},
          {"sslrootcert", !verifies         ? kNoFile
                          : ca_file.empty() ? kSystemCertificates
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
PostgresEnd end_of_login(PGconn* connection, const Deadline& deadline) {
  PostgresEnd end;
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  for (int step = 0; PQstatus(connection) != CONNECTION_BAD; ++step) {
    end.phase = phase_of(PQstatus(connection));
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
  end.asked_for_password = PQconnectionUsedPassword(connection) != 0;
  end.message = PQerrorMessage(connection);
  return end;
}

ProbeVerdict log_in(const DatabaseLogin& login, const ProbeSettings& settings) {
  const Deadline deadline(settings.timeout);
  const auto addresses =
      addresses_of(login.place.host, login.place.port, settings.refuses_internal);
  if (!addresses) return {LivenessState::kIndeterminate, addresses.error().message};
  const bool is_public = std::any_of(addresses->begin(), addresses->end(),
                                     [](const HostAddress& one) { return one.is_public; });
  const std::string mode = tls_mode(login.tls, is_public);
  if (mode.empty())
    return {LivenessState::kIndeterminate,
            "nothing was asked: the URL refuses TLS, and the host is public"};
  const HiddenEnvironment hidden({"PG", "KRB5"});
  const Connection connection = start(options_of(login, *addresses, mode, settings.ca_file));
  if (connection == nullptr) return {LivenessState::kIndeterminate, "out of memory"};
  return verdict_of(end_of_login(connection.get(), deadline));
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
