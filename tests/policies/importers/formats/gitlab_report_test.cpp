// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/gitlab_report.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::loaded;

}  // namespace

TEST_CASE("GitLab: what a report found is proposed, and nothing of it is accepted") {
  const ImportedRegistry import =
      check_golden("gitlab-report", "gitlab-report", {"gl-secret-detection-report.json"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 1);
  CHECK(registry.credentials[0].identity.locators.at(0).rule == "gitlab-pat");
  CHECK(registry.exceptions.empty());
  CHECK(import.left_out.at("vulnerabilities that are no secrets") == 1);
  CHECK(write_import(import, import_options()).find("acme.example") == std::string::npos);
}

TEST_CASE("GitLab: what is no report is told with its place") {
  CHECK(import_problems("gitlab-report", "{}").find("in:1: vulnerabilities: expected a list") == 0);
  CHECK(import_problems("gitlab-report", "{\"vulnerabilities\":[{\"identifiers\":[]}]}")
            .find("in:1: vulnerability 1: identifiers: expected the identifier") == 0);
  CHECK(import_problems("gitlab-report",
                        "{\"vulnerabilities\":[{\"identifiers\":[{\"value\":\"a\"}],\"location\":"
                        "{\"file\":5}}]}")
            .find("location: file: expected a text") != std::string::npos);
}

TEST_CASE("GitLab: damaged input is answered with problems") {
  check_damaged("gitlab-report", import_fixture("gitlab-report/gl-secret-detection-report.json"));
}

}  // namespace keyhound
