// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"

namespace keyhound {
namespace {

std::vector<const BoardFinding*> worst(const BoardModel& model) {
  std::vector<const BoardFinding*> open;
  for (const BoardFinding& one : model.findings)
    if (one.is_open()) open.push_back(&one);
  const std::size_t count = std::min(kStaticRows, open.size());
  std::partial_sort(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(count), open.end(),
                    [](const BoardFinding* a, const BoardFinding* b) {
                      if (a->severity != b->severity) return a->severity > b->severity;
                      if (a->score != b->score) return a->score > b->score;
                      return a < b;  // they stand side by side
                    });
  open.resize(count);
  return open;
}

}  // namespace

std::string findings_body(const BoardModel& model) {
  HtmlTable table("Findings", {{"Severity", ""},
                               {"Finding", ""},
                               {"Repository", ""},
                               {"Place", ""},
                               {"Owner", ""},
                               {"State", ""},
                               {"First seen", "d"}});
  for (const BoardFinding* one : worst(model)) {
    const BoardRepository& repository = model.repositories[one->repository];
    table.add_row({severity_html(one->severity), foreign_html(one->title),
                   link_html(repository_page(repository), foreign_html(repository.name)),
                   "<span class=\"path-text\">" +
                       foreign_html(one->path + ":" + std::to_string(one->line)) + "</span>",
                   owner_html(model.credentials[one->credential].owner), state_html(one->state),
                   day_text(one->first_seen)});
  }
  std::string left;
  if (model.left_out > 0)
    left = limit_html("Not all findings are on these pages",
                      "The " + grouped(model.findings.size()) + " that are open and worst are; " +
                          grouped(model.left_out) +
                          " more are in the store: <code>keyhound query</code> lists them.");
  return left +
         list_section("Findings", table, model.findings.size(), "the worst of those that are open");
}

}  // namespace keyhound
