// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Exceptions have their end, and those that have ended are marked") {
  const std::string html = exceptions_body(board_of_questions());
  CHECK(has_text(html,
                 "<bdi>EXC-2</bdi></th><td class=\"d\">2026-11-15</td><td><span class=\"badge "
                 "bad\">Ended</span>"));
  CHECK(has_text(html,
                 "<bdi>EXC-1</bdi></th><td class=\"d\">2026-12-31</td><td><span class=\"badge "
                 "waived\">In force</span>"));
  CHECK(has_text(html, "no end"));
  CHECK(has_text(html, "3 of 4"));  // one suppression more
}

TEST_CASE("A page that does not hold all suppressions says how many are missing") {
  BoardModel model = board_of_questions();
  CHECK_FALSE(has_text(exceptions_body(model), "Not all suppressions"));
  model.repositories[1].suppression_count = 1'001;
  const std::string html = exceptions_body(model);
  CHECK(has_text(html, "Not all suppressions are on this page"));
  CHECK(has_text(html, "1,000 more"));
  CHECK(has_text(html, "3 of 1,004"));
}
