// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The view of one repository leads on where its script did not run") {
  const std::string html = repository_body(board_of_questions());
  CHECK(has_text(html, "<a href=\"repositories.html\">All repositories</a>"));
  CHECK(has_text(html, "id=\"about\" hidden"));
}
