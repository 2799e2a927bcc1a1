// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/hr_leavers.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::imported;

}  // namespace

TEST_CASE("HR: who left is observed, and nothing is written of who is no party") {
  const Result<Registry> existing =
      parse_registry(import_fixture("hr-leavers/registry.yaml"), "registry.yaml");
  REQUIRE(existing);
  ImportOptions options = import_options();
  options.existing = &*existing;
  const ImportedRegistry import =
      check_golden("hr-leavers", "hr-leavers", {"leavers.csv"}, options);
  REQUIRE(import.document.observations.size() == 3);
  const std::string yaml = write_import(import, options);
  for (const char* dropped : {"stranger", "Example", "acme.example"}) {
    CHECK(yaml.find(dropped) == std::string::npos);
  }
  CHECK(import.left_out.at("people who are no party of the registry") == 1);

  const std::string merged =
      import_fixture("hr-leavers/registry.yaml") + yaml.substr(yaml.find("observations:"));
  const Result<Registry> registry = parse_registry(merged, "merged.yaml");
  if (!registry) FAIL(registry.error().message);
  CHECK(registry->find_party("user:ana")->status == "left");
  CHECK(registry->find_party("user:cleo")->status == "active");
  // The last day counts whole.
  CHECK(format_timestamp(*registry->find_party("user:ana")->valid_until) == "2026-11-01T00:00:00Z");
  CHECK(format_timestamp(*registry->find_party("user:ben")->valid_until) == "2026-11-30T12:00:00Z");
}

TEST_CASE("HR: columns of other names are mapped, and bad rows are told") {
  ImportOptions options = import_options();
  options.columns = {{"id", "login"}, {"end_date", "last day"}};
  const ImportedRegistry import =
      imported("hr-leavers", {{"l.csv", "Login;Last day\nana;2026-10-31\n"}}, options);
  CHECK(import.document.observations.at(0).party == "user:ana");
  CHECK(import_problems("hr-leavers", "id,end_date\na b,2026-01-01\nx,\ny,soon\nz,2026-02-30\n") ==
        "in:2:1: id: an id is a text without white space, of at most 200 bytes\n"
        "in:3:3: end_date: expected a date\n"
        "in:4:3: end_date: this is no date; write 2026-11-23 or 2026-11-23T09:00:00Z\n"
        "in:5:3: end_date: this is no date; write 2026-11-23 or 2026-11-23T09:00:00Z");
  CHECK(import_problems("hr-leavers", "id,end_date\na,2026-01-01\na,2026-01-02\n")
            .find("in:3:1: id: another row") == 0);
}

TEST_CASE("HR: damaged input is answered with problems") {
  check_damaged("hr-leavers", import_fixture("hr-leavers/leavers.csv"));
}

}  // namespace keyhound
