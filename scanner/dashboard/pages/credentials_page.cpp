// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/dashboard_page.h"

namespace keyhound {
namespace {

// How many credentials stand in how many repositories.
std::string reuse(const BoardModel& model) {
  constexpr std::string_view kLabels[] = {"Fixed everywhere", "In 1 repository", "In 2 or 3",
                                          "In 4 to 9", "In 10 or more"};
  constexpr std::string_view kKinds[] = {"good", "calm", "medium", "high", "critical"};
  std::uint64_t counts[5] = {};
  for (const BoardCredential& one : model.credentials) {
    const std::int64_t n = one.repositories;
    counts[n <= 0 ? 0 : n == 1 ? 1 : n <= 3 ? 2 : n <= 9 ? 3 : 4] += 1;
  }
  std::vector<ChartPart> parts;
  for (std::size_t i = 0; i < 5; ++i)
    parts.push_back({std::string(kLabels[i]), counts[i], std::string(kKinds[i]),
                     filtered_page("credentials.html", {{"reuse", kLabels[i]}})});
  return share_chart(parts);
}

}  // namespace

std::string credentials_body(const BoardModel& model) {
  HtmlTable table("Credentials", {{"Credential", ""},
                                  {"Kind", ""},
                                  {"Repositories", "n"},
                                  {"Owner", ""},
                                  {"Registry entry", ""},
                                  {"First seen", "d"},
                                  {"Last seen", "d"}});
  for (const BoardCredential& one : model.credentials) {
    if (table.rows() == kStaticRows) break;
    table.add_row(
        {"<code>" + foreign_html(one.redacted.empty() ? one.fingerprint : one.redacted) + "</code>",
         foreign_html(one.title), grouped(one.repositories), owner_html(one.owner),
         foreign_html(one.registry_id), day_text(one.first_seen), day_text(one.last_seen)});
  }
  return section_html("reuse", "Reuse", "<div class=\"card\">" + reuse(model) + "</div>\n") +
         list_section("Credentials", table, model.credentials.size(), "those in most repositories");
}

}  // namespace keyhound
