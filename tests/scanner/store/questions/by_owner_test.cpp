// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Owners are told with the counts of what is open, the worst first") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("by-owner", {"owner", "findings", "critical", "high", "medium", "low",
                                 "new_findings", "credentials", "repositories", "oldest"}) ==
          QueryRows{"team-pay|2|2|0|0|0|1|1|2|2026-11-28T02:05:00Z",
                    "|2|0|1|0|1|1|2|2|2026-11-28T02:05:00Z"});
    QueryRequest request = query_of("by-owner");
    request.repositories = {"**/web"};
    request.sort = "owner:desc";
    CHECK(store.ask(request, {"owner", "findings"}) == QueryRows{"team-pay|1", "|1"});
    request.owners = {"team-pay"};
    CHECK(store.ask(request, {"owner", "findings"}) == QueryRows{"team-pay|1"});
  });
}

}  // namespace keyhound::testing
