// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_table.h"

#include "scanner/base/check.h"
#include "scanner/base/html_escape.h"

namespace keyhound {
namespace {

std::string class_of(const HtmlColumn& column) {
  return column.kind.empty() ? std::string() : " class=\"" + std::string(column.kind) + "\"";
}

}  // namespace

HtmlTable::HtmlTable(std::string_view caption, std::vector<HtmlColumn> columns)
    : caption_(html_escape(caption)), columns_(std::move(columns)) {}

void HtmlTable::add_row(const std::vector<std::string>& html_cells) {
  KEYHOUND_CHECK(html_cells.size() == columns_.size());
  body_ += "<tr>";
  for (std::size_t i = 0; i < html_cells.size(); ++i) {
    const std::string kind = class_of(columns_[i]);
    body_ += i == 0 ? "<th scope=\"row\"" + kind + ">" + html_cells[i] + "</th>"
                    : "<td" + kind + ">" + html_cells[i] + "</td>";
  }
  body_ += "</tr>\n";
  rows_ += 1;
}

std::string HtmlTable::html() const {
  std::string head;
  for (const HtmlColumn& column : columns_)
    head += "<th scope=\"col\"" + class_of(column) + ">" + html_escape(column.name) + "</th>";
  return "<div class=\"wide\" role=\"group\" aria-label=\"" + caption_ +
         "\" tabindex=\"0\"><table class=\"plain\"><caption class=\"hidden\">" + caption_ +
         "</caption><thead><tr>" + head + "</tr></thead><tbody>\n" + body_ +
         "</tbody></table></div>\n";
}

}  // namespace keyhound
