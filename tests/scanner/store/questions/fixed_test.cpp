// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Fixed is what is not there any more, with why it ended") {
  on_question_stores([](QuestionStore& store) {
    const QueryRows one = {"slack-token|2026-11-30T02:10:00Z|not-found"};
    CHECK(store.ask("fixed", {"rule", "fixed", "closed_reason"}) == one);
    QueryRequest request = query_of("fixed");
    for (const char* since : {"night-3", "today"}) {
      request.since = since;
      CHECK(store.ask(request, {"rule", "fixed", "closed_reason"}) == one);
    }
    request.since = "2026-11-30T03:00:00Z";
    CHECK(store.ask(request, {"rule"}).empty());
  });
}

}  // namespace keyhound::testing
