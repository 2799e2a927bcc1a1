// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Policies are told with what fails them, findings and others apart") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("by-policy", {"policy", "title", "findings", "others", "waived", "undecided",
                                  "credentials", "repositories"}) ==
          QueryRows{"USE1001|One credential in several repositories|2|0|0|0|1|2",
                    "OWN1001|Credential without an owner|1|0|1|0|1|1", "ROT1002||1|0|0|0|1|1",
                    "EXC1001||0|1|0|0|0|0", "ROT1001||0|1|0|0|0|0"});
    QueryRequest request = query_of("by-policy");
    request.owners = {"team-web"};
    CHECK(store.ask(request, {"policy", "others", "waived"}) ==
          QueryRows{"ROT1001|1|0", "OWN1001|0|1"});
    request.policies = {"ROT1001"};
    CHECK(store.ask(request, {"policy"}) == QueryRows{"ROT1001"});
  });
}

}  // namespace keyhound::testing
