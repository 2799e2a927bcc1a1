// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The policies that fail most come first, with what they object to beside findings") {
  const std::string html = policies_body(board_of_questions());
  CHECK(html.find("USE1001") < html.find("OWN1001"));
  CHECK(has_text(html, "findings.html#policy=USE1001"));
  CHECK(has_text(html, "credential:web-key"));
  CHECK_FALSE(has_text(html, "credential:pay-key"));  // it passes
  CHECK(has_text(html, "failed in 3 runs: 1 at first, 0 at last"));
}

TEST_CASE("A store that was never judged says so") {
  CHECK(has_text(policies_body(BoardModel()), "No run of this store was judged by policies."));
}

TEST_CASE("A page that does not hold all objections says how many there are") {
  BoardModel model = board_of_questions();
  CHECK_FALSE(has_text(policies_body(model), "Not all objections"));
  model.subject_count = 20'002;
  const std::string html = policies_body(model);
  CHECK(has_text(html, "Not all objections are on this page"));
  CHECK(has_text(html, "The first 2 of 20,002 are"));
}
