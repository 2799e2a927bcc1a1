// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_report.h"

#include <nlohmann/json.hpp>
#include <set>

#include "scanner/bulk/report/organisation_formats.h"
#include "scanner/bulk/report/organisation_tables.h"
#include "scanner/bulk/report/organisation_totals.h"
#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {

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
