// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/model/exception_state.h"
#include "scanner/dashboard/pages/dashboard_page.h"

namespace keyhound {
namespace {

std::string end_badge(std::string_view state) {
  const EndWord word = end_word(state);
  return badge_html(word.word, word.kind);
}

}  // namespace

std::string exceptions_body(const BoardModel& model) {
  HtmlTable table("Exceptions", {{"Exception", ""},
                                 {"Ends", "d"},
                                 {"State", ""},
                                 {"Policies", ""},
                                 {"Credential", ""},
                                 {"Approved by", ""},
                                 {"Findings", "n"},
                                 {"Reason", "w"}});
  std::size_t all = model.exceptions.size();
  for (const BoardException& one : model.exceptions) {
    if (table.rows() == kStaticRows) break;
    table.add_row({foreign_html(one.id), one.expires ? day_text(one.expires) : "no end",
                   end_badge(exception_state(one, model.now)), foreign_html(one.policies),
                   foreign_html(one.registry_id), foreign_html(one.approver), grouped(one.findings),
                   foreign_html(one.reason)});
  }
  std::size_t missing = 0;
  for (const BoardRepository& one : model.repositories) {
    all += one.suppression_count;
    missing += one.suppression_count - one.suppressions.size();
  }
  std::string left;
  if (missing > 0)
    left = limit_html("Not all suppressions are on this page",
                      "Of a repository the first 200 are; " + grouped(missing) +
                          " more are in the table <code>suppressions</code> of the store.");
  return left + list_section("Exceptions and suppressions", table, all, "those that end first");
}

}  // namespace keyhound
