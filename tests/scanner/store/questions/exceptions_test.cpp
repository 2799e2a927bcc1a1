// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Exceptions are told with their end, and the ended as ended") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("exceptions",
                    {"exception", "state", "expires", "policies", "owner", "findings"}) ==
          QueryRows{"EXC-2|ended|2026-11-15T00:00:00Z|USE1001||0",
                    "EXC-1|in force|2026-12-31T00:00:00Z|OWN1001 ROT1001|team-web|1",
                    "EXC-3|not in force||ROT1001|team-pay|0"});
    QueryRequest request = query_of("exceptions");
    request.policies = {"OWN1001"};
    CHECK(store.ask(request, {"exception"}) == QueryRows{"EXC-1"});
  });
}

}  // namespace keyhound::testing
