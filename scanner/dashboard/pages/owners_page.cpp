// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"

namespace keyhound {

std::string owners_body(const BoardModel& model) {
  HtmlTable table("Owners", {{"Owner", ""},
                             {"Open findings", "n"},
                             {"Critical or high", "n"},
                             {"New", "n"},
                             {"Repositories", "n"},
                             {"Leaked credentials", "n"},
                             {"Rotation overdue", "n"},
                             {"Failed verdicts", "n"}});
  for (const BoardOwner& one : model.owners) {
    if (table.rows() == kStaticRows) break;
    table.add_row({link_html(open_findings_page("owner", one.name.empty() ? "Nobody" : one.name),
                             owner_html(one.name)),
                   grouped(one.tally.open()), grouped(one.tally.urgent()), grouped(one.tally.fresh),
                   grouped(one.repositories), grouped(one.credentials), grouped(one.overdue),
                   grouped(one.failing)});
  }
  return list_section("Owners", table, model.owners.size(), "those of most open findings");
}

}  // namespace keyhound
