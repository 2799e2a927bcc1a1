// SPDX-License-Identifier: Apache-2.0
// CsvRow: a row of a CSV file by the names of the registry's fields, with its problems placed. One
// per row; borrows everything.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policies/importers/csv_table.h"
#include "policies/importers/import_builder.h"

namespace keyhound {

// Nothing, after a problem, for what is no CSV.
std::optional<CsvTable> read_csv(const ImportFile& file, ImportBuilder& builder);

// Where each field stands: `--map field=column`, else a column of the field's own name.
class CsvColumns {
 public:
  // A problem for a mapped field or column that is not there, and for a required field without a
  // column.
  CsvColumns(const CsvTable& table, const ImportFile& file, ImportBuilder& builder,
             std::span<const std::string_view> fields, std::span<const std::string_view> required);

  [[nodiscard]] bool is_complete() const { return is_complete_; }
  // Columns that no field takes.
  [[nodiscard]] std::size_t unused() const { return unused_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view field) const;

 private:
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::size_t unused_ = 0;
  bool is_complete_ = true;
};

class CsvRow {
 public:
  CsvRow(const std::vector<CsvField>& row, const CsvColumns& columns, const ImportFile& file,
         ImportBuilder& builder)
      : row_(row), columns_(columns), file_(file), builder_(builder) {}

  // The trimmed text; empty: no such column, or nothing in it.
  [[nodiscard]] std::string text(std::string_view field) const;
  [[nodiscard]] ImportPlace place(std::string_view field) const;
  // Nothing where the field is empty, and after a problem where it is no date.
  std::optional<Timestamp> time(std::string_view field);
  std::optional<Duration> duration(std::string_view field);
  void complain(std::string_view field, std::string_view reason);
  [[nodiscard]] bool has_problem() const { return has_problem_; }

 private:
  const std::vector<CsvField>& row_;
  const CsvColumns& columns_;
  const ImportFile& file_;
  ImportBuilder& builder_;
  bool has_problem_ = false;
};

}  // namespace keyhound
