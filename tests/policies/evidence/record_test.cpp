// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/record.h"

#include "policies/evidence/ledger_admin.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

struct Recorded : LedgerFixture {
  Recorded() { REQUIRE(create_ledger(path(), options)); }
  [[nodiscard]] Result<std::uint64_t> record(const std::string& type, const std::string& subject,
                                             const std::vector<std::string>& data) const {
    return record_event(path(), {type, subject, data}, options);
  }
  [[nodiscard]] Json last() const { return *parse_json(lines_of(text()).back()); }
};

}  // namespace

TEST_CASE("What a person gives becomes an event with all members, unknown ones null") {
  const Recorded ledger;
  const auto seq =
      ledger.record("revocation.performed", "credential:pay-key", {"by=user:ana", "ticket=T=1"});
  REQUIRE(seq);
  CHECK(*seq == 1);
  const Json event = ledger.last();
  CHECK(event["subject"] == "credential:pay-key");
  CHECK(event["data"] == Json({{"credential", "pay-key"},
                               {"by", "user:ana"},
                               {"ticket", "T=1"},
                               {"at", "2027-01-15T08:02:00Z"}}));
  REQUIRE(ledger.record("owner.accepted", "", {"credential=x", "by=user:ana", "owner=group:a"}));
  CHECK(ledger.last()["subject"] == "credential:x");
  CHECK(ledger.last()["data"]["previous"].is_null());
}

TEST_CASE("An import is recorded with what it read") {
  const Recorded ledger;
  REQUIRE(record_import(ledger.path(), {"vault", "sha256:1", 7}, ledger.options));
  CHECK(ledger.last()["type"] == "import.performed");
  CHECK(ledger.last()["data"] == Json({{"source", "vault"}, {"digest", "sha256:1"}, {"rows", 7}}));
  CHECK_FALSE(record_import(ledger.dir / "none.jsonl", {}, ledger.options));
}

TEST_CASE("Bypasses are recorded with their commits, and what is not known is null") {
  const Recorded ledger;
  const std::vector<BypassRecord> bypasses = {{"pre-commit", "acme/pay", "c1", "why", 2},
                                              {"pre-commit", "", "c2", "why", std::nullopt}};
  REQUIRE(record_bypasses(ledger.path(), bypasses, ledger.options));
  const Json event = ledger.last();
  CHECK(event["type"] == "bypass.used");
  CHECK(event["subject"] == "commit:c2");
  CHECK(event["data"]["repository"].is_null());
  CHECK(event["data"]["findings"].is_null());
  CHECK(ledger.text().find("\"findings\":2") != std::string::npos);
  CHECK_FALSE(record_bypasses(ledger.dir / "none.jsonl", bypasses, ledger.options));
}

TEST_CASE("The number that is answered is the event's, also where a head follows it") {
  Recorded ledger;
  ledger.options.events_per_head = 2;
  const auto seq = ledger.record("finding.triaged", "kh1:x", {"verdict=confirmed", "by=user:ana"});
  REQUIRE(seq);
  CHECK(*seq == 1);
  CHECK(ledger.last()["type"] == "ledger.head");
}

TEST_CASE("Values are read as their member's kind has them, from pairs and from JSON") {
  const Recorded ledger;
  REQUIRE(ledger.record("exception.requested", "exception:E1",
                        {"requested_by=user:ana", "policies=ROT1001,OWN1001", "expires=2027-03-01",
                         R"({"credential": "pay-key", "ticket": null})", "evidence="}));
  const Json data = ledger.last()["data"];
  CHECK(data["exception"] == "E1");
  CHECK(data["policies"] == Json({"ROT1001", "OWN1001"}));
  CHECK(data["expires"] == "2027-03-01T00:00:00Z");
  CHECK(data["credential"] == "pay-key");
  CHECK(data["evidence"].is_null());
}

TEST_CASE("What a person may not record, or forgot to say, is a usage error that names it") {
  const Recorded ledger;
  const std::string before = ledger.text();
  const struct {
    const char* type;
    const char* subject;
    std::vector<std::string> data;
    const char* word;
  } rows[] = {
      {"run.started", "x", {}, "finding.triaged"},
      {"ledger.head", "x", {}, "finding.triaged"},
      {"nonsense", "x", {}, "finding.triaged"},
      {"finding.triaged", "kh1:x", {"verdict=confirmed"}, "by is missing"},
      {"finding.triaged", "", {"verdict=confirmed", "by=user:ana"}, "--subject"},
      {"finding.triaged", "kh1:x", {"verdict=perhaps", "by=user:ana"}, "confirmed"},
      {"finding.triaged", "kh1:x", {"by=user:ana"}, "verdict"},
      {"finding.triaged", "kh1:x", {"colour=red"}, "verdict, reason, by"},
      {"finding.triaged", "kh1:x", {"red"}, "key=value"},
      {"finding.triaged", "kh1:x", {"{"}, "no JSON"},
      {"finding.triaged", "kh1:x", {R"({"verdict":"confirmed","by":"a","x":1})"}, "none of"},
      {"revocation.performed", "credential:a", {"by=user:ana", "at=now"}, "at"},
      {"revocation.verified", "kh1:x", {"by=user:ana"}, "fingerprint:kh1:"},
      {"review.completed", "kh1:x", {"by=user:ana"}, "credential"}};
  for (const auto& row : rows) {
    CAPTURE(row.word);
    const auto recorded = ledger.record(row.type, row.subject, row.data);
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().kind == ErrorKind::kUsage);
    CHECK(recorded.error().message.find(row.word) != std::string::npos);
  }
  CHECK(ledger.text() == before);
}

TEST_CASE("A check is recorded of a credential, or of one value") {
  const Recorded ledger;
  REQUIRE(ledger.record("revocation.verified", "credential:a", {"by=user:ana"}));
  CHECK(ledger.last()["data"]["credential"] == "a");
  CHECK(ledger.last()["data"]["fingerprint"].is_null());
  REQUIRE(ledger.record("revocation.verified", "fingerprint:kh1:x", {"by=user:ana"}));
  CHECK(ledger.last()["data"]["credential"].is_null());
  CHECK(ledger.last()["data"]["fingerprint"] == "kh1:x");
}

TEST_CASE("A ledger is begun once, and never by recording") {
  const Recorded ledger;
  CHECK(create_ledger(ledger.path(), ledger.options).error().kind == ErrorKind::kUsage);
  CHECK(record_event(ledger.dir / "other",
                     {"finding.triaged", "kh1:x", {"verdict=confirmed", "by=a"}}, ledger.options)
            .error()
            .kind == ErrorKind::kNotFound);
  CHECK_FALSE(ledger.dir.exists("other"));
  REQUIRE(append_head(ledger.path(), ledger.options));
  CHECK(ledger.last()["type"] == "ledger.head");
}

}  // namespace keyhound::testing
