// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_history.h"

#include <doctest/doctest.h>

#include "policies/evidence/event_types.h"
#include "policies/evidence/new_event.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

struct Told {
  void tell(std::int64_t day, std::string_view type, const std::string& subject, Json known) {
    EvidenceEvent event = new_event(type, subject, std::move(known));
    CHECK(check_event(event));
    event.time = at(day);
    history.add(event);
  }
  static Timestamp at(std::int64_t day) { return {day * 86'400}; }

  LedgerHistory history;
};

Json found(const std::string& repository, bool in_head, const std::string& leaked) {
  return {{"rule", "r"}, {"repository", repository}, {"in_head", in_head}, {"leaked", leaked}};
}

}  // namespace

TEST_CASE("A finding keeps its first detection, its earliest and latest leak, and where it is") {
  Told told;
  told.tell(10, "finding.detected", "fingerprint:f", found("a", true, "1970-01-05"));
  told.tell(12, "finding.detected", "fingerprint:f", found("b", true, "1970-01-03"));
  told.tell(13, "finding.removed_from_head", "fingerprint:f", {{"rule", "r"}, {"repository", "a"}});
  told.tell(14, "finding.triaged", "f", {{"verdict", "false-positive"}});
  const FindingHistory& one = told.history.findings.at("f");
  CHECK(one.detected == Told::at(10));
  CHECK(one.leaked == Told::at(2));
  CHECK(one.last_leaked == Told::at(4));
  CHECK(one.repositories == std::vector<std::string>{"a", "b"});
  CHECK(one.in_head == std::vector<std::string>{"b"});
  CHECK(one.removed == std::vector<std::string>{"a"});
  CHECK(one.is_false_positive);
  told.tell(15, "finding.reappeared", "fingerprint:f", found("a", true, "1970-01-15"));
  CHECK(one.in_head == std::vector<std::string>{"a", "b"});
  CHECK(one.removed.empty());
  CHECK(one.reappeared == Told::at(15));
  CHECK(one.last_leaked == Told::at(14));
}

TEST_CASE("A triage of a credential is about all its findings") {
  Told told;
  told.tell(1, "finding.triaged", "credential:k", {{"verdict", "confirmed"}});
  CHECK(told.history.findings.empty());
  CHECK(told.history.credentials.at("k").triaged == Told::at(1));
  CHECK_FALSE(told.history.credentials.at("k").is_false_positive);
}

TEST_CASE("Dates of facts count where an event has them, and the latest of each kind") {
  Told told;
  const auto of_key = [](Json more) {
    more["credential"] = "k";
    return more;
  };
  told.tell(20, "rotation.observed", "credential:k", of_key({{"at", "1970-01-10"}}));
  told.tell(21, "rotation.observed", "credential:k", of_key({{"at", "1970-01-08"}}));
  told.tell(22, "rotation.declared", "credential:k", of_key({}));
  told.tell(23, "revocation.performed", "credential:k", of_key({{"at", "1970-01-12"}}));
  told.tell(24, "revocation.failed", "credential:k", of_key({{"method", "live-check"}}));
  told.tell(25, "revocation.verified", "credential:k",
            of_key({{"at", "1970-01-20"}, {"by", "user:a"}, {"method", "attestation"}}));
  told.tell(26, "review.completed", "credential:k", of_key({{"at", "1970-01-11"}}));
  const CredentialHistory& one = told.history.credentials.at("k");
  CHECK(one.rotated_observed == Told::at(9));
  CHECK(one.rotated_declared == Told::at(22));
  CHECK(one.revoked == Told::at(11));
  REQUIRE(one.checks.size() == 2);
  CHECK_FALSE(one.checks[0].is_dead);
  CHECK(one.checks[1].is_dead);
  CHECK(one.checks[1].at == Told::at(19));
  CHECK(one.checks[1].by == "user:a");
  CHECK(one.reviewed == Told::at(10));
}

TEST_CASE("A check of a value is known of the value, and of the credential it belongs to") {
  Told told;
  const auto check = [](const char* credential, const char* day) {
    return Json{{"credential", *credential != 0 ? Json(credential) : Json()},
                {"fingerprint", "f"},
                {"at", day},
                {"method", "live-check"},
                {"verifier", "pat"},
                {"host", "api.example.com"},
                {"status", "4xx"},
                {"result", "revoked"}};
  };
  told.tell(20, "revocation.verified", "fingerprint:f", check("", "1970-01-10"));
  CHECK(told.history.credentials.empty());
  const FindingHistory& value = told.history.findings.at("f");
  REQUIRE(value.checks.size() == 1);
  CHECK(value.checks[0].is_dead);
  CHECK(value.checks[0].evidence == "pat at api.example.com, 4xx");
  CHECK_FALSE(value.detected);
  Json alive = check("k", "1970-01-08");
  alive["result"] = "active";
  told.tell(21, "liveness.checked", "credential:k", std::move(alive));
  REQUIRE(told.history.credentials.at("k").checks.size() == 1);
  CHECK(told.history.credentials.at("k").checks[0].fingerprint == "f");
  CHECK_FALSE(told.history.credentials.at("k").checks[0].was_revoked);
  told.tell(22, "revocation.failed", "credential:k", {{"credential", "k"}, {"at", "1970-01-09"}});
  // Its own and those of the credential as a whole, the oldest first.
  const auto checks = checks_of(told.history, "f", "k");
  REQUIRE(checks.size() == 3);
  CHECK(checks[0].at == Told::at(7));
  CHECK(checks[1].fingerprint.empty());
  CHECK(checks[2].at == Told::at(9));
  CHECK(checks_of(told.history, "f", "").size() == 2);
  CHECK(checks_of(told.history, "g", "k").size() == 1);
}

TEST_CASE("What was known of a value under an old key, and its checks under the new, are one") {
  Told told;
  told.tell(10, "finding.detected", "fingerprint:old", found("a", true, "1970-01-05"));
  told.tell(11, "revocation.verified", "fingerprint:new", {{"fingerprint", "new"}});
  told.tell(11, "revocation.failed", "fingerprint:old", {{"fingerprint", "old"}});
  Json again = found("a", true, "1970-01-05");
  again["previous"] = "old";
  told.tell(12, "finding.detected", "fingerprint:new", std::move(again));
  REQUIRE(told.history.findings.size() == 1);
  CHECK(told.history.findings.at("new").detected == Told::at(10));
  CHECK(told.history.findings.at("new").checks.size() == 2);
}

TEST_CASE("A new owner has neither accepted nor ended") {
  Told told;
  const Json of_key = {{"credential", "k"}, {"owner", "group:b"}};
  told.tell(1, "credential.registered", "credential:k",
            {{"credential", "k"}, {"owner", "group:a"}, {"by", "user:x"}, {"status", "active"}});
  told.tell(2, "owner.accepted", "credential:k", of_key);
  told.tell(3, "owner.invalidated", "credential:k", of_key);
  const CredentialHistory& one = told.history.credentials.at("k");
  CHECK(one.owner_accepted == Told::at(2));
  CHECK(one.owner_invalidated == Told::at(3));
  told.tell(4, "owner.changed", "credential:k", of_key);
  CHECK(one.owner == "group:b");
  CHECK_FALSE(one.owner_accepted);
  CHECK_FALSE(one.owner_invalidated);
  CHECK(one.registered == Told::at(1));
  CHECK(one.registered_by == "user:x");
}

TEST_CASE("A renewed exception has not expired any more") {
  Told told;
  const auto exception = [](const char* expires) {
    return Json{{"exception", "E"}, {"credential", "k"}, {"expires", expires}};
  };
  told.tell(1, "exception.granted", "exception:E", exception("1970-01-10"));
  told.tell(12, "exception.expired", "exception:E", exception("1970-01-10"));
  const ExceptionHistory& one = told.history.exceptions.at("E");
  CHECK(one.expired == Told::at(12));
  told.tell(13, "exception.renewed", "exception:E", exception("1970-02-10"));
  CHECK_FALSE(one.expired);
  CHECK(one.renewals == 1);
  CHECK(one.expires == Told::at(40));
  CHECK(one.credential == "k");
}

TEST_CASE("Evaluations are counted with the newest, and the policies of the newest run are known") {
  Told told;
  told.tell(2, "policy.evaluated", "x", {{"policy", "ROT1001"}, {"outcome", "pass"}});
  told.tell(3, "policy.evaluated", "x", {{"policy", "ROT1001"}, {"outcome", "fail"}});
  told.tell(4, "run.started", {}, {{"policies_digest", "sha256:1"}});
  CHECK(told.history.policies.at("ROT1001").evaluations == 2);
  CHECK(told.history.policies.at("ROT1001").last == Told::at(3));
  CHECK(told.history.policies_digest == "sha256:1");
  CHECK(told.history.events == 3);
}

TEST_CASE("A history is read from a ledger, and not from one that does not verify") {
  const LedgerFixture ledger;
  ledger.fill(3);
  const auto history = read_history(ledger.path());
  REQUIRE(history);
  CHECK(history->credentials.size() == 3);
  std::string text = ledger.text();
  text[text.find("key-1")] = 'K';
  ledger.put(text);
  const auto broken = read_history(ledger.path());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().kind == ErrorKind::kCorrupt);
}

TEST_CASE("Sorted lists hold each value once") {
  std::vector<std::string> values;
  for (const char* value : {"b", "a", "b", "c"}) insert_sorted(values, value);
  CHECK(values == std::vector<std::string>{"a", "b", "c"});
  erase_sorted(values, "b");
  erase_sorted(values, "x");
  CHECK_FALSE(contains_sorted(values, "b"));
  CHECK(contains_sorted(values, "c"));
}

}  // namespace keyhound::testing
