// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Overdue is what was due by the registry, and what fails a policy of rotation") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("overdue",
                    {"registry_id", "owner", "rotation_due", "policy", "message", "findings"}) ==
          QueryRows{"pay-key|team-pay|2026-11-01T00:00:00Z||its rotation was due|2",
                    "pay-key|team-pay|2026-11-01T00:00:00Z|ROT1002|not rotated since it leaked|1",
                    "web-key|team-web|2026-12-24T00:00:00Z|ROT1001|its rotation is late|0"});
    QueryRequest request = query_of("overdue");
    request.now = {1'790'000'000};  // 2026-09-21
    request.owners = {"team-pay"};
    CHECK(store.ask(request, {"policy"}) == QueryRows{"ROT1002"});
  });
}

}  // namespace keyhound::testing
