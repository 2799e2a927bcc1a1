// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"

namespace keyhound {

std::string repositories_body(const BoardModel& model) {
  std::vector<const BoardRepository*> all;
  for (const BoardRepository& one : model.repositories) all.push_back(&one);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
    return a->tally.urgent() != b->tally.urgent() ? a->tally.urgent() > b->tally.urgent()
                                                  : a->tally.open() > b->tally.open();
  });
  all.resize(std::min(all.size(), kStaticRows));
  HtmlTable table("Repositories", {{"Repository", ""},
                                   {"Open", "n"},
                                   {"Critical", "n"},
                                   {"High", "n"},
                                   {"New", "n"},
                                   {"Waived", "n"},
                                   {"Fixed", "n"},
                                   {"Last run", ""}});
  for (const BoardRepository* one : all)
    table.add_row({link_html(repository_page(*one), foreign_html(one->name)),
                   grouped(one->tally.open()), grouped(one->tally.open_by_severity[4]),
                   grouped(one->tally.open_by_severity[3]), grouped(one->tally.fresh),
                   grouped(one->tally.waived), grouped(one->tally.fixed),
                   html_escape(one->target.outcome.empty() ? "not planned" : one->target.outcome)});
  return list_section("Repositories", table, model.repositories.size(),
                      "those with the worst findings");
}

}  // namespace keyhound
