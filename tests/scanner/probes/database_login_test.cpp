// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/database_login.h"

#include <doctest/doctest.h>

#include "scanner/probes/net/host_port.h"
#include "tests/scanner/probes/probe_cases.h"

namespace keyhound::testing {

TEST_CASE("Hosts and ports are read as URLs and connection strings have them") {
  struct Row {
    const char* host;
    const char* port;
    const char* label;  // empty: refused
  };
  constexpr Row kRows[] = {
      {"db.acme.test", "", "db.acme.test:5432"},
      {"db.acme.test", "6000", "db.acme.test:6000"},
      {"db.acme.test:6000", "", "db.acme.test:6000"},
      {"db,1433", "", "db:1433"},
      {"DB.Acme.TEST", "6000", "db.acme.test:6000"},
      {"[2001:DB8::1]", "", "[2001:db8::1]:5432"},
      {"db", "*", "db:5432"},
      {"10.0.0.1", "", "10.0.0.1:5432"},
      {"[2001:db8::1]", "", "[2001:db8::1]:5432"},
      {"[2001:db8::1]:22", "", "[2001:db8::1]:22"},
      {"2001:db8::1", "", "[2001:db8::1]:5432"},
      {"", "", ""},
      {"*", "", ""},
      {"${DB_HOST}", "", ""},
      {"%s", "", ""},
      {"-oProxyCommand=x", "", ""},
      {"a b", "", ""},
      {"a/b", "", ""},
      {"db", "0", ""},
      {"db", "65536", ""},
      {"db", "54x", ""},
      {"db:", "", "db:5432"},
  };
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.host));
    const auto place = host_and_port(row.host, row.port, "5432");
    CHECK((place ? place->label() : "") == row.label);
  }
}

TEST_CASE("A login of a URL is decoded, and one of a file is not") {
  const CredentialParts parts = login_parts("p%40%2F%zz%", {{"user", "a%3Ab"},
                                                            {"host", "db"},
                                                            {"database", "x%20y"},
                                                            {"scheme", "rediss"},
                                                            {"tls", "require"}});
  const auto url = database_login(parts, "1");
  REQUIRE(url.has_value());
  CHECK(url->password == "p@/%zz%");
  CHECK(url->user == "a:b");
  CHECK(url->database == "x y");
  CHECK(url->scheme == "rediss");
  CHECK(url->tls == "require");
  const auto plain = database_login(parts, "1", LoginForm::kPlain);
  REQUIRE(plain.has_value());
  CHECK(plain->password == "p%40%2F%zz%");
  CHECK(plain->user == "a%3Ab");
}

TEST_CASE("A login that cannot be made names no value") {
  for (const auto& parts :
       {login_parts(marker_password(), {}), login_parts(marker_password(), {{"host", "$HOST"}}),
        login_parts(marker_password() + "%00", {{"host", "db"}}),
        login_parts(marker_password(), {{"host", "db"}, {"user", "%00"}}),
        login_parts("", {{"host", "db"}})}) {
    const auto login = database_login(parts, "1");
    REQUIRE_FALSE(login.has_value());
    CHECK(login.error().kind == ErrorKind::kUnreadable);
    CHECK(login.error().message.find(marker_password()) == std::string::npos);
    CHECK(login.error().message.find("$HOST") == std::string::npos);
  }
}

TEST_CASE("The host of an SQL Server stands beside its password under another name") {
  const auto login = database_login(login_parts("x", {{"server", "sql1:1433"}}), "1");
  REQUIRE(login.has_value());
  CHECK(login->place.label() == "sql1:1433");
}

}  // namespace keyhound::testing
