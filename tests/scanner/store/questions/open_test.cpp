// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Open are findings that are neither fixed nor waived, the worst first") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("open", {"severity", "rule", "repository", "owner", "state"}) ==
          QueryRows{"critical|github-pat|github.com/acme/pay|team-pay|existing",
                    "critical|github-pat|github.com/acme/web|team-pay|new",
                    "high|aws-key|github.com/acme/pay||regressed",
                    "low|P01|github.com/acme/web||existing"});
  });
}

TEST_CASE("A limit keeps the first of what is open") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("open");
    request.limit = 3;
    CHECK(store.ask(request, {"rule", "line"}) ==
          QueryRows{"github-pat|3", "github-pat|7", "aws-key|1"});
    request.sort = "rule,line";
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"P01|12", "aws-key|1", "github-pat|7"});
    request.severity = Severity::kHigh;
    request.sort = "line:asc";
    request.limit = 2;
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"aws-key|1", "github-pat|3"});
  });
}

TEST_CASE("What is open can be restricted by severity, repository, owner, policy and rule") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("open");
    request.severity = Severity::kHigh;
    CHECK(store.ask(request, {"rule", "line"}) ==
          QueryRows{"github-pat|3", "github-pat|7", "aws-key|1"});
    request.repositories = {"acme/p*"};
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"github-pat|3", "aws-key|1"});
    request.policies = {"ROT1002", "OWN1001"};
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"github-pat|3", "aws-key|1"});
    request.owners = {"team-pay"};
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"github-pat|3"});
    request.rules = {"aws-key"};
    CHECK(store.ask(request, {"rule", "line"}).empty());
  });
}

}  // namespace keyhound::testing
