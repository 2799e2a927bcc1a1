// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The worst open findings stand there without scripts") {
  const std::string html = findings_body(board_of_questions());
  CHECK(has_text(html, "<bdi>src/app.env:3</bdi>"));
  CHECK(html.find("github.com/acme/web") < html.find("AWS key"));
  CHECK_FALSE(has_text(html, "Slack token"));  // fixed
  CHECK_FALSE(has_text(html, "\x1b"));
  CHECK_FALSE(has_text(html, "Not all findings"));
}

TEST_CASE("Findings that are not on the pages are told") {
  const std::string html = findings_body(board_of_questions(2));
  CHECK(has_text(html, "Not all findings are on these pages"));
  CHECK(has_text(html, "4 more are in the store"));
}
