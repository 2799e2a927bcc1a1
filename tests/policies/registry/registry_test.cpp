// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string error_of(std::string_view yaml) {
  const Result<Registry> registry = parse_registry(yaml, "r.yaml");
  return registry ? "" : registry.error().message;
}

}  // namespace

TEST_CASE("All problems of a registry come at once, in the order of its lines") {
  CHECK(error_of("apiVersion: keyhound.dev/v2\n"
                 "kind: CredentialRegistry\n"
                 "credential: []\n"
                 "credentials:\n"
                 "  - {title: x}\n"
                 "  - {id: a, status: actve}\n"
                 "  - {id: b, owner: {accountable: [x, y]}}\n"
                 "  - {id: c, lifecycle: {expires: 31.12.2026}}\n"
                 "  - {id: a}\n"
                 "exceptions:\n"
                 "  - {id: EXC-1, applies_to: {credential: a}}\n"
                 "  - {applies_to: {}, expires: 2026-12-10}\n") ==
        "r.yaml:1:13: must be one of keyhound.dev/v1\n"
        "r.yaml:3:1: unknown key; did you mean 'credentials'?\n"
        "r.yaml:5:5: a credential needs 'id'\n"
        "r.yaml:6:21: must be one of proposed, active, rotating, revoked, retired; did you mean "
        "'active'?\n"
        "r.yaml:7:34: exactly one party is accountable, not a list\n"
        "r.yaml:8:34: this is not a time: it begins with no valid date (2026-11-23)\n"
        "r.yaml:9:10: duplicate credential id; first at r.yaml:6:10\n"
        "r.yaml:12:5: an exception needs 'id'\n"
        "r.yaml:12:18: applies_to needs one of credential, policies, repos");
}

TEST_CASE("YAML that cannot be read is refused with its place") {
  CHECK(error_of("") == "r.yaml:1:1: a registry file is one YAML document; it is empty");
  CHECK(error_of("a: 1\n---\nb: 1\n").find("it holds several") != std::string::npos);
  CHECK(error_of("credentials:\n  - id: a\n    id: b\n") ==
        "r.yaml:3:5: duplicate key, first at 2:5");
  CHECK(error_of("credentials:\n\t- id: a\n").find("r.yaml:2:1: ") == 0);
  CHECK(error_of("- a\n") == "r.yaml:1:1: expected a mapping for a registry");
  CHECK(error_of("credentials: secret\n") == "r.yaml:1:14: expected a list of credentials");
  CHECK(error_of("credentials: [a]\n") == "r.yaml:1:15: expected a mapping for a credential");
  CHECK(error_of("a: \xFF\n") == "r.yaml:1:4: invalid leading UTF-8 octet");
  CHECK(error_of(std::string(40, '[')).find("nested deeper than 32 levels") != std::string::npos);
  CHECK(parse_registry("a: [", "r").error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("No error of a registry quotes what may be a secret in the wrong place") {
  const std::string secret = "Zq9hunter2x";
  for (const std::string& yaml :
       {secret + ": x\n", "kind: " + secret + "\n", "credentials: " + secret + "\n",
        "credentials: [{id: a, status: " + secret + "}]\n",
        "credentials: [{id: a, identity: {fingerprints: [" + secret + "]}}]\n",
        "credentials: [{id: a, identity: {" + secret + ": x}}]\n",
        "credentials: [{id: a, lifecycle: {created: " + secret + "}}]\n",
        "credentials: [{id: a, lifecycle: {rotation: {period: " + secret + "}}}]\n",
        "credentials: [{id: '" + secret + " x'}]\n",
        "credentials: [{id: " + secret + "}, {id: " + secret + "}]\n",
        "exceptions: [{id: a, renewals: " + secret + "}]\n"}) {
    CAPTURE(yaml);
    CHECK_FALSE(error_of(yaml).empty());
    CHECK(error_of(yaml).find(secret) == std::string::npos);
  }
}

TEST_CASE("A bomb of aliases is refused, and honest aliases are read") {
  std::string bomb = "credentials:\n  - &c {id: a, identity: {secret_refs: &l [";
  for (int i = 0; i < 2000; ++i) bomb += "x,";
  bomb += "]}}\n";
  for (int i = 0; i < 5000; ++i) bomb += "  - *c\n";
  CHECK(error_of(bomb).find("aliases make this file too large") != std::string::npos);
  const Result<Registry> shared = parse_registry(
      "credentials:\n"
      "  - {id: a, owner: &pay {accountable: 'group:pay'}}\n"
      "  - {id: b, owner: *pay}\n",
      "r.yaml");
  REQUIRE(shared);
  CHECK(shared->find_credential("b")->owner.accountable == "group:pay");
}

TEST_CASE("Defaults hold for all files and yield to what an entry says, null included") {
  const Result<Registry> registry = parse_registry(
      "credentials:\n"
      "  - {id: a}\n"
      "  - {id: b, lifecycle: {rotation: {period: P30D}}, review: {last: 2026-01-01}}\n"
      "  - {id: c, lifecycle: {rotation: {period: null}}, scope: {environment: test}}\n"
      "defaults: {rotation: {period: P90D, grace: P7D}, review: {period: P60D}, environment: "
      "prod}\n",
      "r.yaml");
  REQUIRE(registry);
  const auto& credentials = registry->credentials;
  CHECK(credentials[0].lifecycle.rotation.period == Duration{90 * 86400});
  CHECK(credentials[0].scope.environment == "prod");
  CHECK(credentials[1].lifecycle.rotation.period == Duration{30 * 86400});
  CHECK(credentials[1].lifecycle.rotation.grace == Duration{7 * 86400});
  CHECK(credentials[1].review.period == Duration{60 * 86400});
  CHECK_FALSE(credentials[2].lifecycle.rotation.period.has_value());
  CHECK(credentials[2].scope.environment == "test");
}

TEST_CASE("A directory is read in the order of its names, and checked as one registry") {
  testing::TempDir dir;
  dir.write_file("b.yml", "credentials: [{id: two}]\n");
  dir.write_file("a.yaml", "defaults: {environment: prod}\ncredentials: [{id: one}]\n");
  dir.write_file("notes.txt", "not: [a registry\n");
  const Result<Registry> registry = load_registry(dir.str());
  REQUIRE(registry);
  CHECK(registry->credentials.size() == 2);
  CHECK(registry->credentials[1].id == "two");
  CHECK(registry->credentials[1].scope.environment == "prod");
  CHECK(registry->credentials_place.file == dir / "a.yaml");
  CHECK(registry->credentials_place.position == SourcePosition{2, 1});

  dir.write_file("c.yaml", "defaults: {}\ncredentials: [{id: one}, {ids: x}]\n");
  dir.write_file("d.yaml", "{");
  const Result<Registry> broken = load_registry(dir.str());
  REQUIRE_FALSE(broken);
  const std::string& message = broken.error().message;
  for (const std::string& line :
       {(dir / "c.yaml") + ":1:11: defaults are given once for all files of a layer; first at " +
            (dir / "a.yaml") + ":1:11",
        (dir / "c.yaml") + ":2:20: duplicate credential id; first at " + (dir / "a.yaml") + ":2:20",
        (dir / "c.yaml") + ":2:27: unknown key; did you mean 'id'?", (dir / "d.yaml") + ":1:2: "}) {
    CAPTURE(line);
    CAPTURE(message);
    CHECK(message.find(line) != std::string::npos);
  }
}

TEST_CASE("A path that holds no registry is an error, never an empty registry") {
  testing::TempDir dir;
  CHECK(load_registry(dir / "missing.yaml").error().kind == ErrorKind::kNotFound);
  CHECK(load_registry(dir.str()).error().message.find("no *.yaml") != std::string::npos);
  dir.make_directory("x.yaml/y.yaml");
  CHECK(load_registry(dir.str()).error().kind == ErrorKind::kConfiguration);
  CHECK(load_registry("/dev/zero").error().kind == ErrorKind::kConfiguration);
}

}  // namespace keyhound
