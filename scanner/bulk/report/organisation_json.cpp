// SPDX-License-Identifier: Apache-2.0
// One member a line, one element of a list a line, which people and line-based tools can read.
#include <string>

#include "scanner/bulk/json/strict_members.h"
#include "scanner/bulk/report/organisation_formats.h"
#include "scanner/bulk/report/organisation_tables.h"

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kSchema = "keyhound/organisation/v1";

OrderedJson coverage_of(const OrganisationTotals& totals) {
  return {{"planned", totals.planned},
          {"scanned", totals.scanned},
          {"unchanged", totals.unchanged},
          {"failed", totals.failed},
          {"excluded", totals.excluded},
          {"pending", totals.pending},
          {"incomplete_scans", totals.incomplete_scans},
          {"plan_complete", totals.plan_complete},
          {"complete", totals.complete()}};
}

OrderedJson totals_of(const OrganisationTotals& totals) {
  const FindingTotals& findings = totals.findings;
  const auto& severity = findings.by_severity;
  return {{"repositories", totals.repositories},
          {"findings",
           {{"open", findings.open()},
            {"new", findings.fresh},
            {"existing", findings.existing},
            {"regressed", findings.regressed},
            {"waived", findings.waived},
            {"fixed", findings.fixed}}},
          {"open_by_severity",
           {{"critical", severity[4]},
            {"high", severity[3]},
            {"medium", severity[2]},
            {"low", severity[1]},
            {"info", severity[0]}}},
          {"credentials", totals.credentials},
          {"reused_credentials", totals.reused},
          {"places", totals.places},
          {"references", totals.references},
          {"suppressions", totals.suppressions}};
}

class Document {
 public:
  explicit Document(const OrganisationInput& input) : input_(input) {}

  Status put(std::string_view text) { return input_.sink(text) ? Status() : sink_refused(); }

  Status member(std::string_view name, const OrderedJson& value) {
    return put(",\n  " + json_line(std::string(name)) + ": " + json_line(value));
  }

  Status list(const ReportTable& table) {
    KEYHOUND_TRY_STATUS(put(",\n  " + json_line(std::string(table.name)) + ": ["));
    bool is_empty = true;
    KEYHOUND_TRY_STATUS(
        read_table(input_.database, table, input_.run_id, [&](const OrderedJson& object) -> Status {
          const char* const before = is_empty ? "\n    " : ",\n    ";
          is_empty = false;
          return put(before + json_line(object));
        }));
    return put(is_empty ? "]" : "\n  ]");
  }

 private:
  const OrganisationInput& input_;
};

}  // namespace

Status write_organisation_json(const OrganisationInput& input) {
  Document document(input);
  OrderedJson run;
  KEYHOUND_TRY_STATUS(read_table(input.database, kRunTable, input.run_id,
                                 [&run](const OrderedJson& object) -> Status {
                                   run = object;
                                   return {};
                                 }));
  KEYHOUND_TRY_STATUS(document.put("{\n  \"schema\": " + json_line(std::string(kSchema))));
  KEYHOUND_TRY_STATUS(
      document.member("tool", {{"name", "keyhound"}, {"version", KEYHOUND_VERSION}}));
  KEYHOUND_TRY_STATUS(document.member("run", run));
  KEYHOUND_TRY_STATUS(document.member("coverage", coverage_of(input.totals)));
  KEYHOUND_TRY_STATUS(document.member("totals", totals_of(input.totals)));
  for (const ReportTable* table : organisation_tables()) KEYHOUND_TRY_STATUS(document.list(*table));
  return document.put("\n}\n");
}

}  // namespace keyhound
