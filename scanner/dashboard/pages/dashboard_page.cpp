// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"

#include <array>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/report/html/page_assets.h"

namespace keyhound {

std::span<const DashboardPage> dashboard_pages() {
  static constexpr std::array<DashboardPage, 10> kPages = {{
      {"index.html", "Organisation", "Where credentials stand, and who must act.", "index.html", "",
       "", overview_body},
      {"findings.html", "Findings", "Every finding of every repository, across scans.",
       "findings.html", "findings.js", "findings", findings_body},
      {"repositories.html", "Repositories", "Where findings are, and how each was last scanned.",
       "repositories.html", "repositories.js", "repositories", repositories_body},
      {"owners.html", "Owners", "Who is accountable for what has leaked or is late.", "owners.html",
       "owners.js", "owners", owners_body},
      {"policies.html", "Policies", "What the policies object to, and how that changes.",
       "policies.html", "policies.js", "subjects", policies_body},
      {"credentials.html", "Credentials",
       "Each leaked value once, with every repository that has it.", "credentials.html",
       "credentials.js", "credentials", credentials_body},
      {"exceptions.html", "Exceptions", "What is waived or passed over, by whom and until when.",
       "exceptions.html", "exceptions.js", "exceptions", exceptions_body},
      {"coverage.html", "Coverage", "How every target of the last run ended: nothing is lost.",
       "coverage.html", "coverage.js", "targets", coverage_body},
      {"trends.html", "Trends", "How numbers change from run to run.", "trends.html", "", "",
       trends_body},
      {"repository.html", "Repository", "One repository: its findings and its last scan.",
       "repositories.html", "repository.js", "", repository_body},
  }};
  return kPages;
}

std::string card_html(std::string_view title, const std::string& html) {
  return "<section class=\"card\"><h3>" + html_escape(title) + "</h3>\n" + html + "</section>\n";
}

std::string section_html(std::string_view id, std::string_view title, const std::string& html) {
  const std::string name(id);
  return "<section id=\"" + name + "\" aria-labelledby=\"" + name + "-title\"><h2 id=\"" + name +
         "-title\">" + html_escape(title) + "</h2>\n" + html + "</section>\n";
}

std::string limit_html(std::string_view title, const std::string& html) {
  return "<section class=\"notice limit\"><h2>" + html_escape(title) + "</h2><p>" + html +
         "</p></section>\n";
}

std::string list_section(std::string_view title, const HtmlTable& table, std::size_t all,
                         std::string_view which) {
  std::string note = "<p class=\"lead-in\">";
  if (table.rows() < all)
    note += "These are " + std::string(which) + ": " + grouped(table.rows()) + " of " +
            grouped(all) + ". ";
  note += "Search, filters and details need the scripts of this page.</p>\n";
  const std::string rows =
      table.rows() > 0 ? note + table.html() : "<p class=\"empty\">There are none.</p>\n";
  return "<section id=\"list\" aria-labelledby=\"list-title\" tabindex=\"-1\">\n"
         "<div class=\"heading\"><h2 id=\"list-title\">" +
         html_escape(title) + "</h2><p id=\"count\" role=\"status\"></p></div>\n" +
         "<div id=\"static-list\">" + rows + "</div>\n<div id=\"grid\" hidden>\n" +
         html_grid("list-title") + "</div>\n</section>\n";
}

}  // namespace keyhound
