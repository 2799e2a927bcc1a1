// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_text.h"

#include "policies/evidence/event_filter.h"
#include "policies/json.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string shown(const LedgerFixture& ledger, const EventFilter& filter, bool as_json) {
  std::string text;
  REQUIRE(show_ledger(ledger.path(), filter, as_json, [&text](std::string_view part) {
    text += part;
    return true;
  }));
  return text;
}

}  // namespace

TEST_CASE("The text of a verification says what holds and what it cannot show") {
  LedgerFixture ledger;
  ledger.fill(2);
  const std::string plain = describe_check(ledger.verify(), {}, "l\x1b.jsonl");
  CHECK(plain.find("l\\x1B.jsonl: verified\n  events: 4, from 2027-01-15T08:01:00Z to ") == 0);
  CHECK(has(plain, "3 of 4 events stand before a signed head"));
  CHECK(has(plain, "not proved: who wrote it. The key is the one that the ledger itself names"));
  CHECK(has(plain, "not proved: that no events were cut from the end"));
  LedgerCheckOptions options{{ledger.options.key->public_key()}, {}, false};
  options.anchor = LedgerAnchor{ledger.verify().newest_head, {}};
  const std::string anchored = describe_check(ledger.verify(options), options, "l");
  CHECK_FALSE(has(anchored, "not proved"));
  CHECK(has(anchored, "the anchor fits"));
  LedgerFixture unsigned_ledger;
  unsigned_ledger.options.key.reset();
  unsigned_ledger.fill(1);
  CHECK(has(describe_check(unsigned_ledger.verify(), {}, "l"), "Without a signed head anybody"));
}

TEST_CASE("Problems stand in text and JSON with line, event and kind") {
  LedgerFixture ledger;
  ledger.fill(2);
  auto lines = lines_of(ledger.text());
  lines.erase(lines.begin() + 1);
  ledger.put(text_of(lines));
  const LedgerCheck check = ledger.verify();
  CHECK(has(describe_check(check, {}, "l"), "l: NOT verified\n"));
  CHECK(has(describe_check(check, {}, "l"), "error: line 2 (event 2): removed: events 1 to 1"));
  const Json json = *parse_json(check_as_json(check, "l"));
  CHECK(json["verified"] == false);
  CHECK(json["problems"][0]["kind"] == "removed");
  CHECK(json["problems"][0]["line"] == 2);
  CHECK(json["problems"][0]["severity"] == "error");
}

TEST_CASE("Events are shown one a line, escaped, and chosen by type, subject and time") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  const EvidenceEvent events[] = {triaged("a", "first\nsecond\x1b[31m"), triaged("b")};
  REQUIRE(writer.append(events));
  const std::string all = shown(ledger, {}, false);
  CHECK(lines_of(all).size() == 3);
  CHECK(has(all, "reason=first\\nsecond\\x1B[31m"));
  CHECK(has(all, "     1 2027-01-15T08:02:00Z finding.triaged credential:a run=run-1 by=user:ana"));
  CHECK(shown(ledger, {}, true) == ledger.text());
  CHECK(lines_of(shown(ledger, {"finding", "", {}, {}}, false)).size() == 2);
  CHECK(lines_of(shown(ledger, {"find", "", {}, {}}, false)).empty());
  CHECK(lines_of(shown(ledger, {"", "credential:b", {}, {}}, false)).size() == 1);
  const Timestamp second{1'800'000'120};
  CHECK(lines_of(shown(ledger, {"", "", second, {}}, false)).size() == 2);
  CHECK(lines_of(shown(ledger, {"", "", {}, second}, false)).size() == 2);
  CHECK(is_wanted(events[0], {"finding.triaged", "credential:a", {}, {}}));
}

TEST_CASE("A reader that closes its end, and a chain that breaks, are errors") {
  LedgerFixture ledger;
  ledger.fill(2);
  const TextSink closed = [](std::string_view) { return false; };
  CHECK(show_ledger(ledger.path(), {}, false, closed).error().kind == ErrorKind::kUnreadable);
  auto lines = lines_of(ledger.text());
  lines[2][10] ^= 1;
  ledger.put(text_of(lines));
  std::string text;
  const Status status = show_ledger(ledger.path(), {}, false, [&text](std::string_view part) {
    text += part;
    return true;
  });
  CHECK(status.error().kind == ErrorKind::kCorrupt);
  CHECK(lines_of(text).size() == 2);
}

TEST_CASE("The newest head is one line that serves as an anchor") {
  LedgerFixture ledger;
  ledger.writer();
  CHECK(newest_head(ledger.path()).error().kind == ErrorKind::kNotFound);
  ledger.fill(2);
  const auto text = newest_head(ledger.path());
  REQUIRE(text);
  CHECK(lines_of(*text).size() == 1);
  LedgerCheckOptions options;
  options.anchor = *parse_anchor(*text);
  CHECK(ledger.verify(options).anchor_fits);
}

}  // namespace keyhound::testing
