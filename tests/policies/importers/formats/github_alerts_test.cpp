// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/github_alerts.cpp
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

std::string alert(const std::string& members) {
  return "{\"number\":1,\"secret_type\":\"x\",\"repository\":{\"full_name\":\"acme/pay\"}" +
         (members.empty() ? "" : "," + members) + "}";
}

}  // namespace

TEST_CASE("GitHub: validity is observed, a resolution is what people said") {
  const ImportedRegistry import = check_golden("github-alerts", "github-alerts", {"alerts.json"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 3);
  const Credential* open = nullptr;
  const Credential* revoked = nullptr;
  for (const Credential& credential : registry.credentials) {
    if (credential.observed_status.value == "active") open = &credential;
    if (credential.observed_status.value == "inactive") revoked = &credential;
    CHECK(credential.status == "proposed");
  }
  REQUIRE(open != nullptr);
  CHECK(open->identity.locators.at(0).rule == "aws-access-key-id");
  CHECK(open->identity.locators.at(0).repo == "acme/pay");
  CHECK(open->identity.locators.at(0).path == "deploy/prod.env");
  CHECK(import.remarks.size() == 2);  // a bypass, and further locations
  REQUIRE(revoked != nullptr);
  CHECK_FALSE(is_observed(revoked->lifecycle.revoked.at));
  CHECK(revoked->lifecycle.revoked.at.by == "user:ben");
  REQUIRE(registry.exceptions.size() == 1);
  CHECK(registry.exceptions[0].type == "not-for-release");
  CHECK(import.left_out.at("places outside of files (issues, comments, wikis)") == 1);
  CHECK(write_import(import, import_options())
            .find("push protection was bypassed on 2026-10-02 by \"user:ana\"") !=
        std::string::npos);
}

TEST_CASE("GitHub: each resolution becomes what it means") {
  const auto exceptions = [](const std::string& resolution) {
    const ImportedRegistry import =
        imported("github-alerts",
                 {{"a", alert("\"state\":\"resolved\",\"resolution\":\"" + resolution + "\"")}});
    std::string types;
    for (const auto& noted : import.document.exceptions) types += noted.entry.type;
    return types;
  };
  CHECK(exceptions("wont_fix") == "risk-accepted");
  CHECK(exceptions("false_positive") == "tool-noise");
  CHECK(exceptions("revoked").empty());
  CHECK(exceptions("pattern_deleted").empty());
}

TEST_CASE("GitHub: what is no alert is told with its place") {
  CHECK(import_problems("github-alerts", alert("\"state\":\"closed\"")) ==
        "in:1: entry 1: state: expected open or resolved");
  CHECK(import_problems("github-alerts", alert("\"state\":\"resolved\",\"resolution\":\"magic\""))
            .find("resolution: this is no resolution") != std::string::npos);
  CHECK(import_problems("github-alerts", "[{\"secret_type\":\"x\",\"state\":\"open\"}]")
            .find("number: expected the number") != std::string::npos);
  CHECK(import_problems("github-alerts", "{\"number\":1,\"secret_type\":\"x\",\"state\":\"open\"}")
            .find("name it with --repository") != std::string::npos);
  CHECK(import_problems("github-alerts", "{\"message\":\"Not Found\"}").find("in:1: entry 1") == 0);
}

TEST_CASE("GitHub: damaged input is answered with problems") {
  check_damaged("github-alerts", import_fixture("github-alerts/alerts.json"));
}

}  // namespace keyhound
