// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/csv_input.h"

#include <algorithm>
#include <set>

namespace keyhound {
namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

}  // namespace

std::optional<CsvTable> read_csv(const ImportFile& file, ImportBuilder& builder) {
  Result<CsvTable> table = CsvTable::parse(file.text);
  if (table) return std::move(*table);
  builder.problem(file.name + ":" + table.error().message);
  return std::nullopt;
}

CsvColumns::CsvColumns(const CsvTable& table, const ImportFile& file, ImportBuilder& builder,
                       std::span<const std::string_view> fields,
                       std::span<const std::string_view> required) {
  const auto& map = builder.options().columns;
  for (const auto& [field, column] : map) {
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) continue;
    std::string known;
    for (const std::string_view name : fields) {
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    is_complete_ = false;
    builder.error(file.name + ":1:1", "--map names a field that there is not; known are " + known);
  }
  std::set<std::size_t> used;
  for (const std::string_view field : fields) {
    const auto mapped = map.find(std::string(field));
    const auto column = table.column(mapped == map.end() ? field : mapped->second);
    if (column) {
      columns_.emplace(field, *column);
      used.insert(*column);
    } else if (mapped != map.end()) {
      is_complete_ = false;
      builder.error(file.name + ":1:1", "it has no column of the name that --map gives for '" +
                                            std::string(field) + "'");
    }
  }
  for (const std::string_view field : required) {
    if (columns_.contains(field) || map.contains(std::string(field))) continue;
    is_complete_ = false;
    builder.error(file.name + ":1:1", "no column '" + std::string(field) +
                                          "'; name it with --map " + std::string(field) +
                                          "=COLUMN");
  }
  unused_ = table.head().size() - used.size();
}

std::optional<std::size_t> CsvColumns::find(std::string_view field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end()) return std::nullopt;
  return column->second;
}

std::string CsvRow::text(std::string_view field) const {
  const auto column = columns_.find(field);
  return column ? trimmed(row_[*column].text) : std::string();
}

ImportPlace CsvRow::place(std::string_view field) const {
  const CsvField& at = row_[columns_.find(field).value_or(0)];
  return file_.name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

void CsvRow::complain(std::string_view field, std::string_view reason) {
  has_problem_ = true;
  builder_.error(place(field), std::string(field) + ": " + std::string(reason));
}

std::optional<Timestamp> CsvRow::time(std::string_view field) {
  const std::string written = text(field);
  if (written.empty()) return std::nullopt;
  const Result<Timestamp> parsed = parse_timestamp(written);
  if (parsed) return *parsed;
  complain(field, "this is no date; write 2026-11-23 or 2026-11-23T09:00:00Z");
  return std::nullopt;
}

std::optional<Duration> CsvRow::duration(std::string_view field) {
  const std::string written = text(field);
  if (written.empty()) return std::nullopt;
  const bool is_days =
      std::all_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
  const Result<Duration> parsed = parse_duration(is_days ? "P" + written + "D" : written);
  if (parsed) return *parsed;
  complain(field, "this is no length of time; write P90D, or a number of days");
  return std::nullopt;
}

}  // namespace keyhound
