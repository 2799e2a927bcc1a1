// SPDX-License-Identifier: Apache-2.0
// A line a finding (RFC 4180), with the policies that fail or are waived in one cell each.
#include <string>

#include "scanner/base/csv_cell.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/report/organisation_formats.h"
#include "scanner/bulk/report/organisation_tables.h"

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;

// "##[" and "##vso[" are commands to CI systems that show the table in a log.
std::string disarmed(std::string text) {
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at))
    text.insert(at + 1, 1, ' ');
  return text;
}

std::string cell(std::string_view text) { return csv_cell(disarmed(escape_for_terminal(text))); }

std::string words_of(const OrderedJson& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (!value.is_array()) return value.dump();
  std::string all;
  for (const OrderedJson& item : value)
    all += (all.empty() ? "" : ", ") + (item.is_string() ? item.get<std::string>() : item.dump());
  return all;
}

std::string policies_with(const OrderedJson& verdicts, std::string_view outcome) {
  std::string ids;
  for (const OrderedJson& verdict : verdicts) {
    if (verdict["outcome"] != outcome) continue;
    ids += (ids.empty() ? "" : ", ") + verdict["policy"].get<std::string>();
  }
  return ids;
}

std::string head() {
  std::string line;
  for (const ReportColumn& column : kFindingsTable.columns) line += cell(column.name) + ",";
  return line + cell("failed") + "," + cell("undecided") + "," + cell("waived_by") + "\r\n";
}

std::string line_of(const OrderedJson& finding) {
  std::string line;
  for (const ReportColumn& column : kFindingsTable.columns)
    line += cell(words_of(finding[std::string(column.name)])) + ",";
  const OrderedJson& verdicts = finding["verdicts"];
  return line + cell(policies_with(verdicts, "fail")) + "," +
         cell(policies_with(verdicts, "error")) + "," + cell(policies_with(verdicts, "waived")) +
         "\r\n";
}

}  // namespace

Status write_organisation_csv(const OrganisationInput& input) {
  if (!input.sink(head())) return sink_refused();
  return read_table(input.database, kFindingsTable, input.run_id,
                    [&input](const OrderedJson& finding) -> Status {
                      return input.sink(line_of(finding)) ? Status() : sink_refused();
                    });
}

}  // namespace keyhound
