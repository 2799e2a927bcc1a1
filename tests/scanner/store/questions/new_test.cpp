// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("New is what the last scan of a repository was the first to see") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("new", {"rule", "repository"}) == QueryRows{"github-pat|github.com/acme/web"});
  });
}

TEST_CASE("New since a run is what that run and later ones brought, and is open still") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("new");
    request.since = "night-2";
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"github-pat|7", "P01|12"});
    request.since = "night-3";
    CHECK(store.ask(request, {"rule", "line"}) == QueryRows{"github-pat|7"});
    request.since = "night-1";
    CHECK(store.ask(request, {"rule", "line"}).size() == 4);
  });
}

TEST_CASE("New since a time takes a date, yesterday, and how long ago") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("new");
    for (const char* since : {"yesterday", "2026-11-29", "2d", "36h", "2026-11-29T02:05:00Z"}) {
      CAPTURE(since);
      request.since = since;
      CHECK(store.ask(request, {"rule"}) == QueryRows{"github-pat", "P01"});
    }
    request.since = "today";
    CHECK(store.ask(request, {"rule"}) == QueryRows{"github-pat"});
    request.since = "7d";
    CHECK(store.ask(request, {"rule"}).size() == 4);
  });
}

}  // namespace keyhound::testing
