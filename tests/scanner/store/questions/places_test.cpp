// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Places are all places of what is not fixed, by path") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("places", {"path", "line", "in_head"}) ==
          QueryRows{".github/workflows/ci.yml|12|yes", "config/aws.ini|1|yes",
                    "deploy/100%_old.env|4|no", "src/\x1b[31mred.env|7|yes", "src/app.env|3|yes",
                    "test/data.env|2|yes"});
  });
}

TEST_CASE("A glob of paths means the same in both databases") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("places");
    request.path = "**/*.env";
    CHECK(store.ask(request, {"line"}) == QueryRows{"4", "7", "3", "2"});
    request.limit = 2;
    CHECK(store.ask(request, {"line"}) == QueryRows{"4", "7"});
    request.path = "src/a*";
    CHECK(store.ask(request, {"line"}) == QueryRows{"3"});
    request.path = "SRC/a*";
    CHECK(store.ask(request, {"line"}).empty());
    request.path = "deploy/100%_*.env";
    CHECK(store.ask(request, {"line"}) == QueryRows{"4"});
    request.path = "src/app.env";
    CHECK(store.ask(request, {"line"}) == QueryRows{"3"});
    request.path = "*.env";
    CHECK(store.ask(request, {"line"}).empty());
  });
}

}  // namespace keyhound::testing
