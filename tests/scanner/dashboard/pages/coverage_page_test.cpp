// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Every target of the last run has its outcome, and the totals add up") {
  const std::string html = coverage_body(board_of_questions());
  CHECK(has_text(html,
                 "Scanned</th><td class=\"n\">2</td><td>of these, 1 could not be read to the end"));
  CHECK(has_text(html, "Excluded</th><td class=\"n\">1</td>"));
  CHECK(has_text(html, "Failed</th><td class=\"n\">1</td>"));
  CHECK(has_text(html, "Planned</th><td class=\"n\"><strong>4</strong></td>"));
  CHECK(has_text(html, "coverage.html#reason=time-limit"));
  CHECK(has_text(html, "the list broke off on page 3"));
  CHECK(html.find("stopped after 600 seconds") < html.find("the repository is archived"));
}
