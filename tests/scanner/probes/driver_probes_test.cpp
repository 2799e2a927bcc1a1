// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/drivers/driver_probes.h"

#include <doctest/doctest.h>

#include "tests/scanner/probes/fake_sqlserver.h"
#include "tests/scanner/probes/probe_cases.h"

namespace keyhound::testing {
namespace {

using Identity = std::map<std::string, std::string, std::less<>>;

std::string plan(const Probe& probe, Identity identity) {
  const auto target = probe.target(login_parts(marker_password(), std::move(identity)), {});
  return target ? target->host + ": " + target->request : target.error().message;
}

}  // namespace

TEST_CASE("A URL of JDBC is given to the probe of its database") {
  const auto jdbc = [](const char* scheme, const char* host, const char* user = "app") {
    return plan(kJdbcProbe, {{"scheme", scheme}, {"host", host}, {"user", user}});
  };
  CHECK(jdbc("postgresql", "db.acme.test") ==
        "db.acme.test:5432: log in to PostgreSQL, and ask nothing");
  CHECK(jdbc("mysql", "db.acme.test:3307") ==
        "db.acme.test:3307: log in to MySQL or MariaDB, and ask nothing");
  CHECK(jdbc("mariadb", "db") == "db:3306: log in to MySQL or MariaDB, and ask nothing");
  CHECK(jdbc("sqlserver", "db\\PROD:1434") == "db:1434: log in to SQL Server, and ask nothing");
  CHECK(jdbc("jtds:sqlserver", "db") == "db:1433: log in to SQL Server, and ask nothing");
  CHECK(jdbc("sqlserver", "db", "") == "nothing says whose password it is");
  CHECK(plan(kJdbcProbe, {{"scheme", "sqlserver"}, {"host", "db"}, {"login", "app"}}) ==
        "db:1433: log in to SQL Server, and ask nothing");
  for (const char* other : {"oracle:thin", "db2", "mysql:replication", ""})
    CHECK(jdbc(other, "db") == "it is for a database that no probe asks");
  CHECK(kJdbcProbe.check(login_parts("x", {{"host", "db"}}), {}).state ==
        LivenessState::kIndeterminate);
  CHECK(probe_of_rule("jdbc-url-password") == &kJdbcProbe);
}

TEST_CASE("A string of ODBC is given to the probe of its driver's database") {
  const auto odbc = [](const char* driver) {
    return plan(kOdbcProbe, {{"driver", driver}, {"server", "db"}, {"user", "app"}});
  };
  for (const char* driver : {"ODBC Driver 18 for SQL Server", "SQL Server", "FreeTDS"})
    CHECK(odbc(driver) == "db:1433: log in to SQL Server, and ask nothing");
  CHECK(odbc("PostgreSQL Unicode") == "db:5432: log in to PostgreSQL, and ask nothing");
  for (const char* driver : {"MySQL ODBC 8.0 Driver", "MariaDB ODBC 3.1 Driver"})
    CHECK(odbc(driver) == "db:3306: log in to MySQL or MariaDB, and ask nothing");
  CHECK(odbc("Oracle in OraClient19") == "it is for a database that no probe asks");
  CHECK(probe_of_rule("odbc-connection-string") == &kOdbcProbe);
}

TEST_CASE("What a driver's string says reaches the server as it stands there") {
  const FakeSqlserver server(tds_let_in() + tds_done());
  ProbeSettings settings = local_settings(std::chrono::milliseconds(3000));
  settings.ca_file = server.host().ca_file();
  for (const char* catalog : {"catalog", "later_catalog"}) {
    const Liveness liveness =
        kJdbcProbe.check(login_parts("a%41" + marker_password(),
                                     {{"scheme", "sqlserver"},
                                      {"host", "localhost:" + std::to_string(server.port())},
                                      {"user", "app"},
                                      {catalog, "shop"}}),
                         settings);
    CHECK(liveness.state == LivenessState::kActive);
    CHECK(liveness.verifier == "sqlserver");
    const auto login = tds_login({"app", "a%41" + marker_password(), "localhost", "shop"});
    CHECK(server.login().substr(kTdsHead) == *login);
  }

  // Percents of ODBC are none of a URL: "%00", decoded, would be a NUL that the probe refuses.
  CHECK(plan(kOdbcProbe, {{"driver", "MySQL"}, {"server", "db"}, {"user", "a%00b"}}) ==
        "db:3306: log in to MySQL or MariaDB, and ask nothing");
  CHECK(plan(kJdbcProbe, {{"scheme", "mysql"}, {"host", "db"}, {"user", "a%00b"}}) ==
        "its password is empty, or a part of it holds a NUL");
}

TEST_CASE("A driver's password that may be cut is not revoked") {
  const FakeSqlserver server(tds_error(18456) + tds_done());
  ProbeSettings settings = local_settings(std::chrono::milliseconds(3000));
  settings.ca_file = server.host().ca_file();
  const auto state = [&](const Probe& probe, Identity identity) {
    identity["port"] = std::to_string(server.port());
    identity["user"] = "app";
    identity["database"] = "shop";
    identity["scheme"] = "sqlserver";
    identity["driver"] = "SQL Server";
    return probe.check(login_parts(marker_password(), std::move(identity)), settings).state;
  };
  CHECK(state(kJdbcProbe, {{"host", "localhost"}}) == LivenessState::kRevoked);
  CHECK(state(kOdbcProbe, {{"server", "localhost"}}) == LivenessState::kRevoked);
  CHECK(state(kJdbcProbe, {{"host", "localhost"}, {"may_be_cut", "true"}}) ==
        LivenessState::kIndeterminate);
  CHECK(state(kOdbcProbe, {{"server", "localhost"}, {"may_be_cut", "true"}}) ==
        LivenessState::kIndeterminate);
}

}  // namespace keyhound::testing
