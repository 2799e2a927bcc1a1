// SPDX-License-Identifier: Apache-2.0
// DashboardPage: a page of the dashboard. Its body says without scripts what matters most; where it
// has a list, a script puts the whole of it in the place of the most important rows.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/dashboard/html/html_table.h"
#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

struct DashboardPage {
  std::string_view file;     // "owners.html"
  std::string_view name;     // as navigation and heading have it
  std::string_view lead;     // what it answers
  std::string_view section;  // the file that navigation marks; its own for pages that stand there
  std::string_view script;   // its own, of assets/; empty: none
  std::string_view list;     // the list that it loads, in all its parts: "findings"; empty: none
  std::string (*body)(const BoardModel& model);
};

// In the order of navigation; the first is where one enters and is written last.
std::span<const DashboardPage> dashboard_pages();

// Rows of a list that stand on the page for readers without scripts.
inline constexpr std::size_t kStaticRows = 100;

// A notice that a page does not hold all there is; `html` says where the rest is.
std::string limit_html(std::string_view title, const std::string& html);

// A list: the table for readers without scripts, and the place where the script puts all of it.
// `which` says what is in the table: "the worst".
std::string list_section(std::string_view title, const HtmlTable& table, std::size_t all,
                         std::string_view which);

// A section with a heading; `html` is its content.
std::string card_html(std::string_view title, const std::string& html);
std::string section_html(std::string_view id, std::string_view title, const std::string& html);

std::string overview_body(const BoardModel& model);
std::string findings_body(const BoardModel& model);
std::string repositories_body(const BoardModel& model);
std::string repository_body(const BoardModel& model);
std::string owners_body(const BoardModel& model);
std::string policies_body(const BoardModel& model);
std::string credentials_body(const BoardModel& model);
std::string exceptions_body(const BoardModel& model);
std::string coverage_body(const BoardModel& model);
std::string trends_body(const BoardModel& model);

}  // namespace keyhound
