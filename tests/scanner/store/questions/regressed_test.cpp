// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Regressed is what was fixed and came back") {
  on_question_stores([](QuestionStore& store) {
    const QueryRows one = {"aws-key|2026-11-30T02:10:00Z"};
    CHECK(store.ask("regressed", {"rule", "regressed"}) == one);
    QueryRequest request = query_of("regressed");
    for (const char* since : {"night-3", "night-2", "yesterday"}) {
      request.since = since;
      CHECK(store.ask(request, {"rule", "regressed"}) == one);
    }
    request.since = "1h";
    CHECK(store.ask(request, {"rule"}).empty());
  });
}

}  // namespace keyhound::testing
