// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_formats.h"
#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The summary names every target that is not known to its end") {
  const OrganisationStore store;
  const std::string text = report_of(store, OrganisationFormat::kText);
  CHECK(contains(text,
                 "5 repositories planned: 3 scanned, 0 unchanged, 1 failed, 1 excluded, 0 "
                 "pending\ncoverage NOT COMPLETE; 1 scans could not read everything\n"));
  CHECK(contains(text, "  failed    git.example/acme/broken: corrupt: =cmd"));
  CHECK(contains(text, "  scanned   git.example/acme/half: not all was read"));
  CHECK_FALSE(contains(text, "git.example/acme/web:"));
  CHECK(contains(text, "4 findings are open: 4 new, 0 regressed, 0 existing; 0 waived, 0 fixed"));
}

}  // namespace keyhound::testing
