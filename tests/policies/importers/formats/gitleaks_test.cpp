// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/gitleaks.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::imported;
using testing::loaded;

}  // namespace

TEST_CASE("gitleaks: each accepted place becomes a proposal, and an exception that ends") {
  const ImportedRegistry import =
      check_golden("gitleaks", "gitleaks", {"gitleaksignore.txt", "report.json"});
  const Registry registry = loaded(import);
  CHECK(import.rows == 5);
  REQUIRE(registry.credentials.size() == 4);  // two lines of one rule in one file are one
  REQUIRE(registry.exceptions.size() == 4);
  for (const Exception& exception : registry.exceptions) {
    CHECK(exception.expires == testing::kImportTime + Duration{30LL * 86'400});
    CHECK(exception.approver.empty());
    CHECK_FALSE(exception.granted.has_value());
    CHECK(exception.type == "fix-deferred");
    CHECK(registry.find_credential(exception.applies_to.credential) != nullptr);
  }
  CHECK(import.remarks.at("findings whose author and e-mail were dropped") == 2);
  const std::string yaml = write_import(import, import_options());
  CHECK(yaml.find("acme.example") == std::string::npos);
  CHECK(yaml.find("waives nothing without: ticket, approver, requested_by, granted") !=
        std::string::npos);
}

TEST_CASE("gitleaks: who asks, who grants and the ticket complete the exceptions") {
  ImportOptions options = import_options();
  options.requested_by = "user:ana";
  options.approver = "user:ciso";
  options.ticket = "SEC-1";
  options.exception_length = Duration{7LL * 86'400};
  const ImportedRegistry import =
      imported("gitleaks", {{"i", "a.env:aws-access-token:4\n"}}, options);
  const Registry registry = loaded(import, options);
  const Exception& exception = registry.exceptions.at(0);
  CHECK(missing_keys(exception).empty());
  CHECK(exception.granted == testing::kImportTime);
  CHECK(exception.expires == testing::kImportTime + options.exception_length);
  CHECK(registry.find_party("user:ciso") != nullptr);
  for (const RegistryProblem& problem : lint_registry(registry, {options.now, {}})) {
    CHECK_FALSE_MESSAGE(problem.is_error, to_string(problem));
  }
  options.approver = "user:ana";
  const auto own = testing::try_import("gitleaks", {{"i", "a:b:1\n"}}, options);
  REQUIRE_FALSE(own);
  CHECK(own.error().kind == ErrorKind::kUsage);
}

TEST_CASE("gitleaks: a line that is no fingerprint is told with its place") {
  CHECK(import_problems("gitleaks", "a:b:1\n\nnot one\n") ==
        "in:3:1: expected COMMIT:FILE:RULE:LINE or FILE:RULE:LINE");
  CHECK(import_problems("gitleaks", "a:b:x\n").find("in:1:1") == 0);
  CHECK(import_problems("gitleaks", ":b:1\n").find("in:1:1") == 0);
  CHECK(import_problems("gitleaks", "a::1\n").find("in:1:1") == 0);
  CHECK(import_problems("gitleaks", "\xFF:b:1\n").find("in:1:1") == 0);
  CHECK(import_problems("gitleaks", "[{\"RuleID\": 5, \"File\": \"a\"}]") ==
        "in:1: entry 1: RuleID: expected a text");
  CHECK(import_problems("gitleaks", "[{\"File\": \"a\"}, 7]")
            .find("in:1: entry 2: expected an object") != std::string::npos);
}

TEST_CASE("gitleaks: colons, spaces and Windows line ends are kept apart") {
  const ImportedRegistry import =
      imported("gitleaks", {{"i", "\xEF\xBB\xBF# x\r\nC:\\a b\\c: d.env:jwt:7  \r\n"}});
  REQUIRE(import.document.credentials.size() == 1);
  CHECK(import.document.credentials[0].entry.identity.locators.at(0).path == "C:/a b/c: d.env");
  CHECK(import.document.credentials[0].entry.identity.locators.at(0).rule == "jwt");
}

TEST_CASE("gitleaks: hostile paths and rules stay texts, each with an entry of its own") {
  std::string lines;
  std::size_t count = 0;
  for (const std::string& name : testing::hostile_names()) {
    const bool is_comment = name.front() == '#';
    if (is_comment || name.find('\n') != std::string::npos) continue;
    lines += name + "/p:r" + ":1\n";
    ++count;
  }
  const ImportedRegistry import = imported("gitleaks", {{"ignore", "\n" + lines}});
  const Registry registry = loaded(import);
  CHECK(registry.credentials.size() == count);
  CHECK(registry.exceptions.size() == count);
}

TEST_CASE("gitleaks: damaged input is answered with problems, never with a crash or a wrong file") {
  check_damaged("gitleaks", import_fixture("gitleaks/gitleaksignore.txt"));
  check_damaged("gitleaks", import_fixture("gitleaks/report.json"));
}

}  // namespace keyhound
