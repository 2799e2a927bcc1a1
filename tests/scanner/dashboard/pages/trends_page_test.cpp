// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Trends have every run, also those without totals yet") {
  const std::string html = trends_body(board_of_questions());
  CHECK(has_text(html, "night-1"));
  CHECK(has_text(html,
                 "<bdi>night-3</bdi></th><td class=\"d\">2026-11-30 02:00 UTC</td><td "
                 "class=\"d\"><span class=\"badge warn\">running"));
  CHECK(has_text(html, "Open findings: 2 runs from 2026-11-28 to 2026-11-29."));
}
