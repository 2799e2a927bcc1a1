// SPDX-License-Identifier: Apache-2.0
// CsvTable: a CSV file with a head line, as spreadsheets and databases write it: quoted fields with
// separators, quotes and line ends in them, CRLF, a byte order mark; separated by commas, or by
// semicolons or tabs where the head line has no comma. https://www.rfc-editor.org/rfc/rfc4180
// Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct CsvField {
  std::string text;
  std::size_t line = 1;    // where it begins, from 1
  std::size_t column = 1;  // in characters, from 1
};

class CsvTable {
 public:
  // kCorrupt with "<line>:<column>: <reason>"; never quotes the text. Every row has as many fields
  // as the head; lines without any text are passed over.
  static Result<CsvTable> parse(std::string_view text);

  [[nodiscard]] const std::vector<CsvField>& head() const { return head_; }
  [[nodiscard]] const std::vector<std::vector<CsvField>>& rows() const { return rows_; }
  // The column of this name, without regard to case and surrounding spaces; none: not there.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

 private:
  std::vector<CsvField> head_;
  std::vector<std::vector<CsvField>> rows_;
};

}  // namespace keyhound
