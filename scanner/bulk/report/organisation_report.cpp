// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_report.h"

#include "scanner/bulk/report/organisation_formats.h"

namespace keyhound {

std::optional<OrganisationFormat> parse_organisation_format(std::string_view name) {
  if (name == "text") return OrganisationFormat::kText;
  if (name == "json") return OrganisationFormat::kJson;
  if (name == "csv") return OrganisationFormat::kCsv;
  return std::nullopt;
}

Status sink_refused() {
  return fail(ErrorKind::kUnreadable, "the report cannot be written to its end");
}

Status write_organisation_report(Database& database, std::int64_t run_id, OrganisationFormat format,
                                 const OrganisationSink& sink) {
  KEYHOUND_TRY(const OrganisationTotals totals, read_totals(database, run_id));
  const OrganisationInput input{database, run_id, totals, sink};
  switch (format) {
    case OrganisationFormat::kJson:
      return write_organisation_json(input);
    case OrganisationFormat::kCsv:
      return write_organisation_csv(input);
    case OrganisationFormat::kText:
      break;
  }
  return write_organisation_text(input);
}

}  // namespace keyhound
