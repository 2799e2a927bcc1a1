// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/bulk/report/organisation_formats.h"
#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The table has a line a finding, and no formula in it") {
  const OrganisationStore store;
  REQUIRE(store.database().execute("UPDATE findings SET title = '=HYPERLINK(\"x\")'"));
  const std::string csv = report_of(store, OrganisationFormat::kCsv);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 5);
  CHECK(csv.rfind("\"repository\",\"state\",", 0) == 0);
  CHECK(contains(csv, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK_FALSE(contains(csv, "\"=HYPERLINK"));
}

}  // namespace keyhound::testing
