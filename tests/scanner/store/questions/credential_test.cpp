// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Of a credential everything is told: itself, registry, findings, verdicts and places") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("credential");
    request.subject = "kh1:aaaa";
    const QueryRows rows = store.ask(request, {"about", "repository", "name", "value", "time"});
    const QueryRows expected = {
        "credential||first seen||2026-11-28T02:05:00Z",
        "credential||last seen||2026-11-30T02:20:00Z",
        "credential||redacted|ghp***1|",
        "credential||rule|github-pat|",
        "credential||kind|secret|",
        "credential||title|GitHub token|",
        "credential||owner|team-pay|",
        "credential||registry entry|pay-key|",
        "credential||matched by|fingerprint|",
        "credential||liveness|active, by github-user at api.github.com|2026-11-30T02:07:00Z",
        "credential||repositories|2|",
        "registry||title|Key of pay|",
        "registry||type|service|",
        "registry||status|active|",
        "registry||environment|prod|",
        "registry||last rotated||2026-05-01T00:00:00Z",
        "registry||rotation due||2026-11-01T00:00:00Z",
        "finding|github.com/acme/pay|github-pat|existing, critical|2026-11-28T02:05:00Z",
        "finding|github.com/acme/web|github-pat|new, critical|2026-11-30T02:15:00Z",
        "verdict|github.com/acme/pay|ROT1002|fail: not rotated since it leaked|",
        "verdict|github.com/acme/pay|USE1001|fail: it stands in 2 repositories|",
        "verdict|github.com/acme/web|USE1001|fail: it stands in 2 repositories|",
        "place|github.com/acme/pay|deploy/100%_old.env:4|removed, added by Ana in "
        "111111111111|2026-11-20T01:00:00Z",
        "place|github.com/acme/pay|src/app.env:3|added by Ana in "
        "111111111111|2026-11-20T00:00:00Z",
        "place|github.com/acme/web|src/\x1b[31mred.env:7|added by ::error::\u202e in "
        "222222222222|2026-11-29T12:00:00Z"};
    CHECK(rows == expected);
  });
}

TEST_CASE("A fingerprint may be cut where what is left says which it is") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("credential");
    const auto first = [&](const char* subject) {
      request.subject = subject;
      const QueryRows rows = store.ask(request, {"value"});
      return rows.size() == 1 ? rows[0] : rows[2];
    };
    CHECK(first("kh1:aab\u2026") == "AKI***2");
    CHECK(first("kh1:c") == "xox***3");
    CHECK(first("kh1:aa") ==
          "error: query credential: 'kh1:aa' may be kh1:aaaa, kh1:aabb; say which");
    CHECK(first("kh1:zz") == "error: query credential: the store knows no credential kh1:zz");
    CHECK(first("pay-key").find("is no fingerprint") != std::string::npos);
    CHECK(first("") == "error: query credential: name a fingerprint behind it");
  });
}

}  // namespace keyhound::testing
