// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Reused credentials are told with each repository that has them now") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("reused", {"fingerprint", "repositories", "repository", "line", "state"}) ==
          QueryRows{"kh1:aaaa|2|github.com/acme/pay|3|existing",
                    "kh1:aaaa|2|github.com/acme/web|7|new"});
    QueryRequest request = query_of("reused");
    request.limit = 1;
    CHECK(store.ask(request, {"repository"}) == QueryRows{"github.com/acme/pay"});
  });
}

}  // namespace keyhound::testing
