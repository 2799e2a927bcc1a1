// SPDX-License-Identifier: Apache-2.0
// HtmlTable: a table with a caption and headings, in a box that scrolls sideways. Its cells are
// markup. One per table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

struct HtmlColumn {
  std::string_view name;
  std::string_view kind;  // of table.css: "n" a number, "d" a date, "w" wide; or none
};

class HtmlTable {
 public:
  HtmlTable(std::string_view caption, std::vector<HtmlColumn> columns);

  // The first cell is the heading of the row. REQUIRES: as many as there are columns.
  void add_row(const std::vector<std::string>& html_cells);
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::string html() const;

 private:
  std::string caption_;
  std::vector<HtmlColumn> columns_;
  std::string body_;
  std::size_t rows_ = 0;
};

}  // namespace keyhound
