// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Runs are told with their totals, and without where there are none yet") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("runs", {"run", "state", "plan_complete", "planned", "scanned", "failed",
                             "findings", "critical", "new_findings"}) ==
          QueryRows{"night-3|running|no||||||", "night-2|finished|yes|4||1|4|1|1",
                    "night-1|finished|yes|4|4||3||3"});
    QueryRequest request = query_of("runs");
    request.since = "yesterday";
    CHECK(store.ask(request, {"run"}) == QueryRows{"night-3", "night-2"});
    request.since = "night-3";
    CHECK(store.ask(request, {"run"}) == QueryRows{"night-3"});
    request.since = {};
    request.sort = "planned";
    CHECK(store.ask(request, {"run"}) == QueryRows{"night-2", "night-1", "night-3"});
  });
}

}  // namespace keyhound::testing
