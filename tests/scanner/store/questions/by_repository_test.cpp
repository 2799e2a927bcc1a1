// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Repositories are told with the counts of what is open or waived, the worst first") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("by-repository", {"repository", "findings", "critical", "high", "medium", "low",
                                      "new_findings", "waived", "organisation"}) ==
          QueryRows{"github.com/acme/pay|2|1|1|0|0|1|0|acme",
                    "github.com/acme/web|2|1|0|0|1|1|1|acme"});
    QueryRequest request = query_of("by-repository");
    request.owners = {"team-web"};
    CHECK(store.ask(request, {"repository", "findings", "waived"}) ==
          QueryRows{"github.com/acme/web|0|1"});
  });
}

}  // namespace keyhound::testing
