// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Of a repository everything is told: itself, its last scan and run, and its findings") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("repository");
    request.subject = "acme/pay";
    CHECK(store.ask(request, {"about", "name", "value", "time"}) ==
          QueryRows{"repository|location|https://github.com/acme/pay.git|2026-11-01T00:00:00Z",
                    "repository|provider|github|", "repository|organisation|acme|",
                    "repository|former names|github.com/acme/payments|", "repository|kind|private|",
                    "repository|last planned||2026-11-30T02:00:00Z",
                    "scan|complete|50 commits, 400 blobs|2026-11-30T02:10:00Z",
                    "run|night-3|scanned|2026-11-30T02:10:00Z",
                    "count|existing critical|1|2026-11-28T02:05:00Z",
                    "count|fixed high|1|2026-11-28T02:05:00Z",
                    "count|regressed high|1|2026-11-28T02:05:00Z",
                    "finding|github-pat|critical, existing, src/app.env:3, owner "
                    "team-pay|2026-11-28T02:05:00Z",
                    "finding|aws-key|high, regressed, config/aws.ini:1|2026-11-28T02:05:00Z",
                    "suppression|comment|src/test.c:5, a value of a test|2026-12-01T00:00:00Z"});
    request.subject = "web";
    CHECK(store.ask(request, {"about", "name", "value"}).back() ==
          "unread|missing-object|abcdef: it is not there");
    request.subject = "github.com/acme/payments";
    CHECK(store.ask(request, {"about"}).size() == 14);
  });
}

TEST_CASE("A repository that the store does not know is an error with what was meant") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("repository");
    request.subject = "acme/pya";
    CHECK(store.ask(request, {"about"}) ==
          QueryRows{"error: query repository: the store knows no repository 'acme/pya'. Did you "
                    "mean 'acme/pay'?"});
    request.subject = "";
    CHECK(store.ask(request, {"about"}) ==
          QueryRows{"error: query repository: name a repository behind it"});
  });
}

}  // namespace keyhound::testing
