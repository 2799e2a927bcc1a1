// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Coverage has each target of a run in one row, and what made its plan incomplete") {
  on_question_stores([](QuestionStore& store) {
    const QueryRows last = {"excluded|archived|1|0.00|github.com/acme/old",
                            "failed|time-limit|1|600.00|gitlab.example/infra/dns",
                            "scanned||1|1.50|github.com/acme/pay",
                            "scanned|incomplete|1|2.25|github.com/acme/web",
                            "plan|targets|0|0.00|https://github.com/orgs/acme"};
    const std::vector<std::string_view> columns = {"outcome", "reason", "repositories", "seconds",
                                                   "example"};
    CHECK(store.ask("coverage", columns) == last);
    QueryRequest request = query_of("coverage");
    request.subject = "night-3";
    CHECK(store.ask(request, columns) == last);
    request.subject = "night-2";
    CHECK(store.ask(request, {"outcome", "repositories"}) == QueryRows{"scanned|1"});
    request.subject = "night-9";
    CHECK(store.ask(request, columns) ==
          QueryRows{"error: query coverage: there is no run 'night-9'; the last runs are night-3, "
                    "night-2, night-1"});
  });
}

}  // namespace keyhound::testing
