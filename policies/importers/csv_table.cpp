// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/csv_table.h"

#include <algorithm>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRows = 200'000;
constexpr std::size_t kMostFields = 500;           // of a row
constexpr std::size_t kLongestField = 64U << 10U;  // bytes
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char separator_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find_first_of("\r\n"));
  for (const char separator : {',', ';', '\t'}) {
    if (head.find(separator) != std::string_view::npos) return separator;
  }
  return ',';
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text), separator_(separator_of(text)) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  Result<std::vector<CsvField>> read_row();

 private:
  Status read_field(CsvField& field);
  Status read_quoted(CsvField& field);
  // Moves one character on and appends it.
  Status take(std::string& into);
  bool take_line_end();
  [[nodiscard]] tl::unexpected<Error> error(const std::string& reason) const {
    return fail(ErrorKind::kCorrupt,
                std::to_string(line_) + ":" + std::to_string(column_) + ": " + reason);
  }

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

Status CsvReader::take(std::string& into) {
  const Utf8Unit unit = next_utf8(rest_);
  if (!unit.valid) return error("this is no UTF-8; save the file as UTF-8");
  if (unit.code_point == 0) return error("a NUL byte; this is no CSV text");
  if (into.size() > kLongestField) return error("a field of more than 64 KB");
  into += rest_.substr(0, unit.length);
  rest_.remove_prefix(unit.length);
  ++column_;
  return {};
}

bool CsvReader::take_line_end() {
  const std::size_t length = rest_.starts_with("\r\n")                            ? 2
                             : rest_.starts_with('\n') || rest_.starts_with('\r') ? 1
                                                                                  : 0;
  rest_.remove_prefix(length);
  if (length == 0) return false;
  ++line_;
  column_ = 1;
  return true;
}

Status CsvReader::read_quoted(CsvField& field) {
  rest_.remove_prefix(1);
  ++column_;
  while (true) {
    if (rest_.empty()) {
      return fail(ErrorKind::kCorrupt, std::to_string(field.line) + ":" +
                                           std::to_string(field.column) +
                                           ": this quote is never closed");
    }
    if (rest_.starts_with("\"\"")) {
      field.text += '"';
      rest_.remove_prefix(2);
      column_ += 2;
    } else if (rest_.front() == '"') {
      rest_.remove_prefix(1);
      ++column_;
      return {};
    } else if (take_line_end()) {
      field.text += '\n';
    } else {
      KEYHOUND_TRY_STATUS(take(field.text));
    }
  }
}

Status CsvReader::read_field(CsvField& field) {
  field.line = line_;
  field.column = column_;
  const bool is_quoted = rest_.starts_with('"');
  if (is_quoted) {
    KEYHOUND_TRY_STATUS(read_quoted(field));
  }
  while (!rest_.empty() && rest_.front() != separator_ && rest_.front() != '\n' &&
         rest_.front() != '\r') {
    if (is_quoted) return error("text behind a closing quote; a quote in a field is doubled");
    KEYHOUND_TRY_STATUS(take(field.text));
  }
  return {};
}

Result<std::vector<CsvField>> CsvReader::read_row() {
  std::vector<CsvField> row;
  while (true) {
    if (row.size() == kMostFields) return error("a row of more than 500 fields");
    KEYHOUND_TRY_STATUS(read_field(row.emplace_back()));
    if (rest_.empty() || take_line_end()) return row;
    rest_.remove_prefix(1);
    ++column_;
  }
}

bool is_blank(const std::vector<CsvField>& row) {
  return std::all_of(row.begin(), row.end(),
                     [](const CsvField& field) { return trimmed(field.text).empty(); });
}

}  // namespace

Result<CsvTable> CsvTable::parse(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return fail(ErrorKind::kCorrupt, "1:1: this is UTF-16; save the file as UTF-8");
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  CsvReader reader(text);
  CsvTable table;
  while (!reader.at_end()) {
    KEYHOUND_TRY(std::vector<CsvField> row, reader.read_row());
    if (is_blank(row)) continue;
    if (table.head_.empty()) {
      table.head_ = std::move(row);
      continue;
    }
    const std::string place =
        std::to_string(row.front().line) + ":" + std::to_string(row.front().column);
    if (row.size() != table.head_.size()) {
      return fail(ErrorKind::kCorrupt, place + ": this row has " + std::to_string(row.size()) +
                                           " fields, and the head line has " +
                                           std::to_string(table.head_.size()));
    }
    if (table.rows_.size() == kMostRows) {
      return fail(ErrorKind::kCorrupt, place + ": more than 200000 rows; split the file");
    }
    table.rows_.push_back(std::move(row));
  }
  if (table.head_.empty()) {
    return fail(ErrorKind::kCorrupt, "1:1: it is empty; the first line names the columns");
  }
  return table;
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const std::string wanted = to_lower_ascii(trimmed(name));
  for (std::size_t i = 0; i < head_.size(); ++i) {
    if (to_lower_ascii(trimmed(head_[i].text)) == wanted) return i;
  }
  return std::nullopt;
}

}  // namespace keyhound
