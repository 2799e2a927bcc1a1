// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/ledger_summary.h"

#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound {

TEST_CASE("A report says which ledger it is made of, and what is signed in it") {
  const testing::LedgerFixture ledger;
  ledger.fill(2);
  const std::string text = ledger_summary_text("a\nb", ledger.verify(), "evidence   ");
  CHECK(text.rfind("evidence   a\\nb: verified, 4 events from ", 0) == 0);
  CHECK(text.find("3 of 4 stand before a head signed by ") != std::string::npos);
  CHECK(text.find("(the key that the ledger itself names)") != std::string::npos);
  LedgerCheckOptions trusted;
  trusted.keys = {testing::counting_key().public_key()};
  CHECK(ledger_summary_text("l", ledger.verify(trusted), "").find("itself") == std::string::npos);
  CHECK(ledger_summary_text("", std::nullopt, "evidence   ") ==
        "evidence   none: no ledger was given\n");
  CHECK(ledger_summary_json("", std::nullopt).is_null());
}

TEST_CASE("A report says that the last line of its ledger is torn") {
  const testing::LedgerFixture ledger;
  ledger.fill(1);
  ledger.put(ledger.text() + "{\"torn");
  CHECK(ledger_summary_text("l", ledger.verify(), "  ")
            .find("\n  its last line is not complete and was left out") != std::string::npos);
  const OrderedJson json = ledger_summary_json("l", ledger.verify());
  CHECK(json["torn_tail"] == true);
  CHECK(json["warnings"] == 0);
}

TEST_CASE("A period says its bounds, or that it has none") {
  CHECK(period_text({}, {}) == "all of it");
  CHECK(period_text(Timestamp{0}, {}) == "from 1970-01-01T00:00:00Z, both included");
  CHECK(period_text(Timestamp{0}, Timestamp{60}) ==
        "from 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z, both included");
  CHECK(ascii_json_line(period_json({}, Timestamp{0})) ==
        R"({"since":null,"until":"1970-01-01T00:00:00Z"})");
}

}  // namespace keyhound
