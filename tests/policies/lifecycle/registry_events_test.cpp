// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/registry_events.h"

#include "policies/evidence/event_types.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

// A ledger that hears of registry after registry.
struct Heard {
  // The types of the events that a registry brings, with their subjects.
  std::vector<std::string> hear(const std::string& yaml, const std::string& now = "2026-11-20") {
    std::vector<std::string> types;
    for (EvidenceEvent& event :
         registry_events(registry_of(yaml), history, *parse_timestamp(now))) {
      const Status checked = check_event(event);
      if (!checked) FAIL(checked.error().message);
      event.time = *parse_timestamp(now);
      history.add(event);
      types.push_back(event.type);
      last = event;
    }
    return types;
  }
  LedgerHistory history;
  EvidenceEvent last;
};

using Types = std::vector<std::string>;

std::string key(const std::string& more) { return "credentials:\n  - {id: k" + more + "}\n"; }

std::string exception(const std::string& more) {
  return "credentials: [{id: k}]\nexceptions:\n  - {id: E, applies_to: {credential: k}" + more +
         "}\n";
}

}  // namespace

TEST_CASE("An entry is told once, and again when its status, kind or owner differs") {
  Heard ledger;
  CHECK(ledger.hear(key("")) == Types{"credential.registered"});
  CHECK(ledger.hear(key("")).empty());
  CHECK(ledger.hear(key(", kind: password")) == Types{"credential.changed"});
  CHECK(ledger.hear("parties: [{id: group:a, type: team}]\n" +
                    key(", kind: password, owner: {accountable: group:a}")) ==
        Types{"credential.changed", "owner.changed"});
}

TEST_CASE("An owner is proposed, accepts, and ends, each told once") {
  Heard ledger;
  const std::string party = "parties: [{id: group:a, type: team}]\n";
  CHECK(ledger.hear(party + key(", status: proposed, owner: {accountable: group:a}")) ==
        Types{"credential.registered", "owner.proposed"});
  const std::string accepted =
      key(", owner: {accountable: group:a, accepted: {at: 2026-11-01, by: user:ana}}");
  CHECK(ledger.hear(party + accepted) == Types{"credential.changed", "owner.accepted"});
  CHECK(ledger.last.data["by"] == "user:ana");
  CHECK(ledger.hear(party + accepted).empty());
  const std::string gone = "parties: [{id: group:a, type: team, status: dissolved}]\n";
  CHECK(ledger.hear(gone + accepted) == Types{"owner.invalidated"});
  CHECK(ledger.hear(gone + accepted).empty());
}

TEST_CASE("Rotations are told with their source, observed apart from declared") {
  Heard ledger;
  CHECK(ledger.hear(key(", lifecycle: {last_rotated: {at: 2026-11-01, source: vault}}")) ==
        Types{"credential.registered", "rotation.observed"});
  CHECK(ledger.last.data["source"] == "vault");
  CHECK(ledger.hear(key(", lifecycle: {last_rotated: {at: 2026-11-01, source: vault}}")).empty());
  CHECK(ledger.hear(key(", lifecycle: {last_rotated: 2026-11-02}")) == Types{"rotation.declared"});
}

TEST_CASE("A revocation and what its check shows are told, once") {
  Heard ledger;
  const auto revoked = [](const std::string& result) {
    return key(
        ", status: revoked, lifecycle: {revoked: {at: 2026-11-01, verification: {method: "
        "live-check, at: 2026-11-02, result: " +
        result + "}}}");
  };
  CHECK(ledger.hear(revoked("active")) ==
        Types{"credential.registered", "revocation.performed", "revocation.failed"});
  CHECK(ledger.hear(revoked("active")).empty());
  Heard other;
  CHECK(other.hear(revoked("refused")).back() == "revocation.verified");
  CHECK(other.hear(key(", status: revoked, lifecycle: {revoked: {at: 2027-01-01}}")) == Types{});
}

TEST_CASE("A review that falls due is told once for each due date") {
  Heard ledger;
  const std::string reviewed = key(", review: {period: P10D, last: 2026-11-01}");
  CHECK(ledger.hear(reviewed, "2026-11-05") == Types{"credential.registered", "review.completed"});
  CHECK(ledger.hear(reviewed, "2026-11-12") == Types{"review.due"});
  CHECK(ledger.hear(reviewed, "2026-11-13").empty());
  CHECK(ledger.hear(key(", review: {period: P10D, last: 2026-11-13}"), "2026-11-24") ==
        Types{"review.completed", "review.due"});
}

TEST_CASE("An exception is granted, renewed, ended and closed") {
  Heard ledger;
  ledger.hear(key(""));
  CHECK(ledger.hear(exception(", expires: 2026-12-01")).empty());  // only asked for
  const std::string granted = ", granted: 2026-11-01, expires: ";
  CHECK(ledger.hear(exception(granted + "2026-12-01")) == Types{"exception.granted"});
  CHECK(ledger.hear(exception(granted + "2026-12-01"), "2026-12-02") == Types{"exception.expired"});
  CHECK(ledger.hear(exception(granted + "2026-12-01"), "2026-12-03").empty());
  CHECK(ledger.hear(exception(granted + "2027-01-01"), "2026-12-04") == Types{"exception.renewed"});
  CHECK(ledger.hear(exception(granted + "2026-12-30"), "2026-12-05") == Types{"exception.granted"});
  CHECK(ledger.history.exceptions.at("E").renewals == 1);  // a shorter one is no renewal
  CHECK(ledger.hear(exception(granted + "2027-01-01"), "2026-12-06") == Types{"exception.renewed"});
  CHECK(ledger.hear(exception(granted + "2027-01-01"), "2027-01-02") == Types{"exception.expired"});
  CHECK(ledger.hear(exception(granted + "2027-01-01, closure: {at: 2027-01-03}"), "2027-01-04") ==
        Types{"exception.closed"});
}

}  // namespace keyhound::testing
