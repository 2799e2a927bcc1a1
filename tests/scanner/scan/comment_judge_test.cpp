// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/comment_judge.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

struct Commented {
  ScanFixture fixture;
  CommentReport report;

  std::vector<TextHit> scan(std::string_view text) {
    fixture.scanner().comments().keep();
    auto hits = fixture.scan(text);
    report = fixture.scanner().comments().take();
    return hits;
  }
};

std::uint64_t suppressed(const ScanFixture& fixture) {
  return fixture.scanner().drops()[static_cast<std::size_t>(DropReason::kSuppressed)];
}

}  // namespace

TEST_CASE("A comment drops the hit that would be reported, is counted and is told") {
  Commented c;
  CHECK(c.scan("x = " + acme_token(1) + " # keyhound:allow acme reason=\"a sample\"").empty());
  CHECK(suppressed(c.fixture) == 1);
  REQUIRE(c.report.suppressions.size() == 1);
  const Suppression& one = c.report.suppressions[0];
  CHECK(one.kind == "inline");
  CHECK(one.rule_id == "acme");
  CHECK(one.reason == "a sample");
  CHECK(one.location.path == "a.txt");
  CHECK(one.location.start == SourcePosition{1, 5});
}

TEST_CASE("A secret that another rule finds on a line that is waived is still found") {
  Commented c;
  const auto hits = c.scan("token = " + testing::alphanumerics(3, 20) + " " + acme_token(1) +
                           " # keyhound:allow acme");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].rule == c.fixture.rule("assigned"));
}

TEST_CASE("The rule that a report would name is the one that counts, not those it outdid") {
  Commented c;
  CHECK(c.scan("token = " + acme_token(1) + " # keyhound:allow acme").empty());
  CHECK(c.scan("token = " + acme_token(1) + " # keyhound:allow assigned").size() == 1);
}

TEST_CASE("Nobody hears of comments beside what is dropped anyway") {
  Commented c;
  CHECK(c.scan("acme_xxxxxxxxxxxxxxxxxxxx # keyhound:allow acme").empty());
  CHECK(c.report.suppressions.empty());
  CHECK(suppressed(c.fixture) == 0);
}

TEST_CASE("A comment that silences nothing is a complaint about its line") {
  Commented c;
  CHECK(c.scan("\n" + acme_token(1) + " # keyhound:allow").size() == 1);
  REQUIRE(c.report.complaints.size() == 1);
  CHECK(c.report.complaints[0].kind == "inline-comment");
  CHECK(c.report.complaints[0].subject == "a.txt");
  CHECK(c.report.complaints[0].message.starts_with("line 2: keyhound:allow "));
  CHECK_FALSE(c.report.complaints[0].incomplete);
}

TEST_CASE("An id in a comment that nobody has is a complaint that names the nearest") {
  Commented c;
  CHECK(c.scan(acme_token(1) + " # keyhound:allow acmee").size() == 1);
  REQUIRE(c.report.complaints.size() == 1);
  CHECK(c.report.complaints[0].message ==
        "line 1: keyhound:allow names 'acmee', and there is no such rule or check (is 'acme' "
        "meant?); nothing is silenced by it");
  CHECK(c.scan(acme_token(1) + " # keyhound:allow acme, nobodys-rule").empty());
  REQUIRE(c.report.complaints.size() == 1);
  CHECK(c.report.complaints[0].message.find("'nobodys-rule'") != std::string::npos);
  // Ids of checks and of the other rules are well, and so are comments of other tools.
  for (const char* comment : {"keyhound:allow assigned", "keyhound:allow *", "gitleaks:allow xyz",
                              "keyhound:allow secret-printed"}) {
    CAPTURE(comment);
    c.scan(acme_token(1) + " # " + comment);
    CHECK(c.report.complaints.empty());
  }
}

TEST_CASE("Of encoded text a comment counts beside it, not within it") {
  Commented c;
  const std::string inside = testing::base64("x = " + acme_token(1) + " # keyhound:allow acme ");
  CHECK(c.scan("data: " + inside).size() == 1);
  const std::string plain = testing::base64("x = " + acme_token(1) + " and more of it");
  CHECK(c.scan("data: " + plain).size() == 1);
  CHECK(c.scan("data: " + plain + " # keyhound:allow acme").empty());
  CHECK(c.report.suppressions.size() == 1);
}

TEST_CASE("Comments are not read where names and messages are scanned, or where they are off") {
  Commented c;
  const std::string text = acme_token(1) + " gitleaks:allow";
  std::vector<TextHit> hits;
  REQUIRE(c.fixture.scanner().scan(text, kMessageOrigin, hits));
  CHECK(hits.size() == 1);
  CHECK(c.scan(text).empty());
  c.fixture.scanner().comments().turn(false);
  CHECK(c.scan(text).size() == 1);
}

TEST_CASE("What an end decides is counted, so that nobody remembers it") {
  Commented c;
  CHECK(c.scan(acme_token(1) + " # keyhound:allow acme").empty());
  CHECK(c.fixture.scanner().comments().dated() == 0);
  CHECK(c.scan(acme_token(1) + " # keyhound:allow acme until=2999-12-31").empty());
  CHECK(c.fixture.scanner().comments().dated() == 1);
}

TEST_CASE("Reports of several scanners are joined") {
  CommentReport a;
  a.suppressions.resize(1);
  CommentReport b;
  b.suppressions.resize(2);
  b.complaints.resize(1);
  a.add(std::move(b));
  CHECK(a.suppressions.size() == 3);
  CHECK(a.complaints.size() == 1);
}

}  // namespace keyhound
