// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Credentials that still work are told in each repository that has them") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("active", {"rule", "repository", "line", "owner", "checked", "verifier", "host",
                               "status"}) ==
          QueryRows{"github-pat|github.com/acme/pay|3|team-pay|2026-11-30T02:07:00Z|github-user|"
                    "api.github.com|200",
                    "github-pat|github.com/acme/web|7|team-pay|2026-11-30T02:07:00Z|github-user|"
                    "api.github.com|200"});
    QueryRequest request = query_of("active");
    request.limit = 1;
    CHECK(store.ask(request, {"repository"}) == QueryRows{"github.com/acme/pay"});
  });
}

}  // namespace keyhound::testing
