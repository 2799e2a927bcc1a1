// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: the formats of the organisation's report, a file each.
#pragma once

#include <cstdint>

#include "scanner/bulk/report/organisation_report.h"
#include "scanner/bulk/report/organisation_totals.h"

namespace keyhound {

struct OrganisationInput {
  Database& database;
  std::int64_t run_id = 0;
  const OrganisationTotals& totals;
  const OrganisationSink& sink;
};

Status write_organisation_json(const OrganisationInput& input);
Status write_organisation_csv(const OrganisationInput& input);
Status write_organisation_text(const OrganisationInput& input);

// Ends a query whose rows nobody can take any more.
Status sink_refused();

}  // namespace keyhound
