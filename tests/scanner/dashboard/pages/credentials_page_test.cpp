// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Credentials are counted by how many repositories have them") {
  const std::string html = credentials_body(board_of_questions());
  CHECK(has_text(html, "In 2 or 3</a> <span class=\"count\">1</span>"));
  CHECK(has_text(html, "Fixed everywhere</a> <span class=\"count\">1</span>"));
  CHECK(has_text(html, "<code><bdi>ghp***1</bdi></code>"));
}
