// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The overview has the numbers of the store, and what to do first") {
  const std::string html = overview_body(board_of_questions());
  CHECK(has_text(html,
                 "<dt>Open findings</dt><dd><span class=\"value\">4</span><span class=\"note\">3 "
                 "critical or high"));
  CHECK(has_text(html, "<dt>Rotation overdue</dt><dd><span class=\"value\">1</span>"));
  CHECK(has_text(html, "repository.html#name=github.com%2Facme%2Fpay"));
  CHECK(has_text(
      html, "findings.html#owner=Nobody&amp;state=New&amp;state=Existing&amp;state=Regressed"));
  CHECK(has_text(html, "credentials.html#q=kh1%3Aaaaa"));
}

TEST_CASE("No number is a good one while something was not read") {
  BoardModel model = board_of_questions();
  model.tally = {};
  CHECK_FALSE(has_text(overview_body(model), "tile lead good"));
  for (BoardRepository& one : model.repositories) one.target.outcome = "unchanged";
  model.runs.back().is_plan_complete = true;
  CHECK(has_text(overview_body(model), "tile lead good"));
}
