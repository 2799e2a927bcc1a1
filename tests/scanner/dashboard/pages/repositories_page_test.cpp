// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Repositories with the worst findings come first, and each leads to its view") {
  const std::string html = repositories_body(board_of_questions());
  CHECK(html.find("acme/pay</bdi>") < html.find("acme/web</bdi>"));
  CHECK(html.find("acme/web</bdi>") < html.find("acme/old</bdi>"));
  CHECK(has_text(html, "repository.html#name=gitlab.example%2Finfra%2Fdns"));
}
