// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {
namespace {

using testing::request_to;
using testing::sign;

const std::string& hostile_mark() {
  static const std::string kMark = "leaked";
  return kMark;
}

std::vector<std::string> hostile_values() {
  const std::string mark = hostile_mark();
  return {mark + "\r\nX-Other: 1", mark + "\nb",      mark + std::string("\0c", 2),    mark + " d",
          mark + "\x7F",           mark + "\xC3\xA9", mark + std::string(70'000, 'x'), ""};
}

// The message says which part it is, and holds nothing of it.
void check_refused(const Driver& driver, const CredentialParts& parts) {
  CAPTURE(driver.name);
  HttpRequest request = request_to("https://sample.example.com/a?b=c");
  const Status status = sign(driver.name, parts, request);
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().kind == ErrorKind::kUnreadable);
  CHECK(status.error().message.find(hostile_mark()) == std::string::npos);
  CHECK(request.authorisation.second.find(hostile_mark()) == std::string::npos);
}

CredentialParts sample_of(const Driver& driver) {
  CredentialParts parts;
  driver.sample(parts);
  return parts;
}

}  // namespace

TEST_CASE("Every driver is found by its name, says what it does, and has a name of its own") {
  std::set<std::string_view> names;
  for (const Driver* driver : all_drivers()) {
    CAPTURE(driver->name);
    CHECK(find_driver(driver->name) == driver);
    CHECK_FALSE(driver->what.empty());
    CHECK(names.insert(driver->name).second);
  }
  CHECK(find_driver("none") == nullptr);
}

TEST_CASE("Every driver signs its sample, twice alike, and does not send the secret in clear") {
  for (const Driver* driver : all_drivers()) {
    CAPTURE(driver->name);
    const CredentialParts parts = sample_of(*driver);
    HttpRequest first = request_to("https://sample.example.com/a?b=c");
    HttpRequest second = first;
    const Status status = sign(driver->name, parts, first);
    REQUIRE_MESSAGE(status.has_value(), (status ? "" : status.error().message));
    REQUIRE(sign(driver->name, parts, second).has_value());
    CHECK(first.authorisation == second.authorisation);
    CHECK(first.body == second.body);
    CHECK((!first.authorisation.second.empty() || !first.body.empty()));
    if (driver->name == "azure-client-credentials") continue;  // that is what the grant is
    CHECK(first.authorisation.second.find(parts.secret) == std::string::npos);
    CHECK(first.body.find(parts.secret) == std::string::npos);
  }
}

TEST_CASE("A part that no header can hold, or that lacks, is refused by its name") {
  for (const Driver* driver : all_drivers()) {
    const CredentialParts good = sample_of(*driver);
    for (const std::string& value : hostile_values()) {
      CredentialParts parts = good;
      parts.secret = value;
      check_refused(*driver, parts);
      for (const auto& [name, part] : good.parts) {
        parts = good;
        parts.parts[name] = value;
        check_refused(*driver, parts);
      }
      for (const auto& [name, part] : good.identity) {
        parts = good;
        parts.identity[name] = value;
        check_refused(*driver, parts);
      }
    }
    for (const auto& [name, part] : good.parts) {
      CredentialParts parts = good;
      parts.parts.erase(name);
      HttpRequest request = request_to("https://sample.example.com/");
      const Status status = sign(driver->name, parts, request);
      REQUIRE_FALSE(status.has_value());
      CHECK(status.error().message.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("A key that is no base64 is refused where it has to be") {
  for (const std::string_view name : {"azure-shared-key", "azure-cosmos", "azure-hmac"}) {
    CAPTURE(name);
    HttpRequest request = request_to("https://sample.example.com/dbs");
    const Status status = sign(name, testing::credential("no*base64"), request);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message == "the secret is no base64");
  }
}

}  // namespace keyhound
