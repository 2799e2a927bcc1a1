// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "scanner/bulk/report/organisation_formats.h"
#include "scanner/bulk/report/organisation_tables.h"
#include "scanner/bulk/report/organisation_totals.h"
#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {
namespace {

std::string report_of(const OrganisationStore& store, OrganisationFormat format) {
  std::string text;
  REQUIRE(write_organisation_report(store.database(), store.run_id(), format,
                                    [&text](std::string_view piece) {
                                      text += piece;
                                      return true;
                                    }));
  return text;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The totals of the report add up, and are those of its lists") {
  const OrganisationStore store;
  const auto report = nlohmann::json::parse(report_of(store, OrganisationFormat::kJson));
  CHECK(report["schema"] == "keyhound/organisation/v1");
  const auto& coverage = report["coverage"];
  CHECK(coverage["planned"] == 5);
  CHECK(coverage["scanned"] == 3);
  CHECK(coverage["failed"] == 1);
  CHECK(coverage["excluded"] == 1);
  CHECK(coverage["incomplete_scans"] == 1);
  CHECK(coverage["complete"] == false);
  std::map<std::string, int> outcomes;
  for (const auto& target : report["targets"]) ++outcomes[target["outcome"]];
  for (const char* outcome : {"scanned", "unchanged", "failed", "excluded", "pending"})
    CHECK(coverage[outcome] == outcomes[outcome]);

  const auto& findings = report["totals"]["findings"];
  CHECK(findings["open"] == 4);
  std::map<std::string, int> states;
  for (const auto& finding : report["findings"]) ++states[finding["state"]];
  std::map<std::string, int> sums;
  for (const auto& repository : report["repositories"]) {
    for (const char* state : {"new", "existing", "regressed", "waived", "fixed"})
      sums[state] += repository[state].get<int>();
  }
  for (const char* state : {"new", "existing", "regressed", "waived", "fixed"}) {
    CAPTURE(state);
    CHECK(findings[state] == states[state]);
    CHECK(findings[state] == sums[state]);
  }
}

TEST_CASE("A failed target has its reason, and one credential in two repositories is one entry") {
  const OrganisationStore store;
  const auto report = nlohmann::json::parse(report_of(store, OrganisationFormat::kJson));
  const auto& broken = report["targets"][1];
  CHECK(broken["repository"] == "git.example/acme/broken");
  CHECK(broken["reason"] == "corrupt");
  const auto& credentials = report["credentials"];
  REQUIRE(credentials.size() == 3);
  CHECK(credentials[0]["repositories"] == 2);
  REQUIRE(credentials[0]["places"].size() == 2);
  CHECK(credentials[0]["places"][1]["repository"] == "git.example/acme/web");
  CHECK(report["totals"]["reused_credentials"] == 1);
  REQUIRE(report["diagnostics"].size() == 1);
  CHECK(report["diagnostics"][0]["repository"] == "git.example/acme/half");
}

TEST_CASE("The table has a line a finding, and no formula in it") {
  const OrganisationStore store;
  REQUIRE(store.database().execute("UPDATE findings SET title = '=HYPERLINK(\"x\")'"));
  const std::string csv = report_of(store, OrganisationFormat::kCsv);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 5);
  CHECK(csv.rfind("\"repository\",\"state\",", 0) == 0);
  CHECK(contains(csv, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK_FALSE(contains(csv, "\"=HYPERLINK"));
}

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

TEST_CASE("A sink that takes nothing more ends the report with an error") {
  const OrganisationStore store;
  for (const auto format :
       {OrganisationFormat::kText, OrganisationFormat::kJson, OrganisationFormat::kCsv}) {
    int pieces = 0;
    const Status written = write_organisation_report(store.database(), store.run_id(), format,
                                                     [&pieces](std::string_view) {
                                                       ++pieces;
                                                       return false;
                                                     });
    CHECK_FALSE(written);
    CHECK(pieces == 1);
  }
}

TEST_CASE("Each list of the report has a name of its own, and may be read") {
  const OrganisationStore store;
  std::set<std::string_view> names;
  for (const ReportTable* table : organisation_tables()) {
    CAPTURE(table->name);
    CHECK(names.insert(table->name).second);
    CHECK(read_table(store.database(), *table, store.run_id(),
                     [](const nlohmann::ordered_json&) { return Status(); }));
  }
  CHECK(names.size() == 12);
}

TEST_CASE("Totals of a run that is not there are an error") {
  const OrganisationStore store;
  CHECK_FALSE(read_totals(store.database(), store.run_id() + 1));
}

TEST_CASE("The formats have names") {
  CHECK(parse_organisation_format("csv") == OrganisationFormat::kCsv);
  CHECK_FALSE(parse_organisation_format("xml"));
}

}  // namespace keyhound::testing
