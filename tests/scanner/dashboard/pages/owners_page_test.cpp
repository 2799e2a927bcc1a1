// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Owners have their numbers, and nobody is one of them") {
  const std::string html = owners_body(board_of_questions());
  CHECK(has_text(html, "<span class=\"nobody\">Nobody</span>"));
  CHECK(has_text(html, "findings.html#owner=team-pay&amp;state=New"));
}
