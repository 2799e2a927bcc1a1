// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/liveness_events.h"

#include "policies/evidence/event_types.h"
#include "policies/lifecycle/run_events.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

constexpr std::int64_t kDay = 86'400;

// Runs that check the value "s", as the ledger hears of them.
struct Checks {
  Checks() {
    result.scan.kind = "history";
    result.scan.repository = "acme/pay";
    result.findings = {sample_finding("s", kDay)};
  }

  Liveness& check(LivenessState state, std::int64_t day, const char* source = "live-check") {
    Liveness& liveness = result.findings[0].liveness;
    liveness = {state, Timestamp{day * kDay}, source, "sample-verifier", "api.example.com", 401,
                ""};
    if (state == LivenessState::kActive) liveness.status = 200;
    return liveness;
  }
  void registered(const std::string& more) {
    registry = registry_of("credentials:\n  - {id: k, identity: {fingerprints: [\"" +
                           fingerprint() + "\"]}" + more + "}\n");
  }
  [[nodiscard]] std::string fingerprint() const {
    return result.findings[0].fingerprint.short_form();
  }
  // What the run tells of checks.
  std::vector<EvidenceEvent> told() {
    const Registry* known = registry ? &*registry : nullptr;
    std::erase_if(result.findings,
                  [](const Finding& finding) { return finding.kind == FindingKind::kPolicy; });
    result.assessment = judge(input_of(known, {100 * kDay}), result.findings);
    std::vector<EvidenceEvent> events;
    for (EvidenceEvent& event : result_events("r1", result, known, history, 1)) {
      const Status checked = check_event(event);
      if (!checked) FAIL(checked.error().message);
      event.time = {100 * kDay};
      history.add(event);
      const bool is_check = event.data.contains("verifier");
      if (is_check) events.push_back(std::move(event));
    }
    return events;
  }
  std::string type_told() {
    const auto events = told();
    REQUIRE(events.size() == 1);
    return events[0].type;
  }

  ScanResult result;
  LedgerHistory history;
  std::optional<Registry> registry;
};

using enum LivenessState;

}  // namespace

TEST_CASE("A value that a check finds dead is told with who was asked, and nothing of the answer") {
  Checks checks;
  checks.check(kRevoked, 10).reason = "the server said so";
  const auto events = checks.told();
  REQUIRE(events.size() == 1);
  CHECK(events[0].type == "revocation.verified");
  CHECK(events[0].subject == "fingerprint:" + checks.fingerprint());
  CHECK(events[0].data == Json({{"credential", nullptr},
                                {"fingerprint", checks.fingerprint()},
                                {"at", "1970-01-11T00:00:00Z"},
                                {"by", nullptr},
                                {"method", "live-check"},
                                {"verifier", "sample-verifier"},
                                {"host", "api.example.com"},
                                {"status", "4xx"},
                                {"result", "revoked"},
                                {"evidence", nullptr}}));
}

TEST_CASE("A value that works is no failed revocation unless somebody called it revoked") {
  Checks checks;
  checks.registered("");
  checks.check(kActive, 10);
  const auto events = checks.told();
  REQUIRE(events.size() == 1);
  CHECK(events[0].type == "liveness.checked");
  CHECK(events[0].subject == "credential:k");
  CHECK(events[0].data["status"] == "2xx");
}

TEST_CASE("Registry, ledger, a replaced value and an earlier check each call a value revoked") {
  const auto told_with = [](const std::string& entry, const std::string& value = "") {
    Checks checks;
    checks.registered(entry);
    if (!value.empty())
      checks.registry =
          registry_of("credentials:\n  - {id: k, identity: {fingerprints: [{value: \"" +
                      checks.fingerprint() + "\", to: " + value + "}]}}\n");
    checks.check(kActive, 10);
    return checks.type_told();
  };
  CHECK(told_with(", lifecycle: {revoked: {at: 1970-01-05}}") == "revocation.failed");
  CHECK(told_with(", lifecycle: {revoked: {at: 1970-01-12}}") == "liveness.checked");
  CHECK(told_with(", status: revoked") == "revocation.failed");
  CHECK(told_with(", status: retired") == "revocation.failed");
  CHECK(told_with("", "1970-01-05") == "revocation.failed");
  CHECK(told_with("", "1970-01-12") == "liveness.checked");

  Checks recorded;
  recorded.registered("");
  recorded.history.credentials["k"].revoked = Timestamp{5 * kDay};
  recorded.check(kActive, 10);
  CHECK(recorded.type_told() == "revocation.failed");

  Checks back;
  back.check(kRevoked, 10);
  CHECK(back.type_told() == "revocation.verified");
  back.check(kActive, 11);
  CHECK(back.type_told() == "revocation.failed");
  back.check(kActive, 12);
  CHECK(back.type_told() == "revocation.failed");
}

TEST_CASE("A check that the ledger has is not told again, a newer one is") {
  Checks checks;
  checks.check(kRevoked, 10);
  CHECK(checks.told().size() == 1);
  CHECK(checks.told().empty());
  checks.check(kRevoked, 11);
  CHECK(checks.told().size() == 1);
  checks.check(kRevoked, 10);
  CHECK(checks.told().empty());
  // Found under two rules, and in two repositories: one value.
  checks.check(kExpired, 12, "offline-proof");
  checks.result.findings.push_back(checks.result.findings[0]);
  checks.result.findings[1].rule_id = "other-key";
  CHECK(checks.told().size() == 1);
  // Under a new fingerprint key it is the same value.
  checks.result.findings.resize(1);
  checks.result.findings[0].previous_fingerprints = {checks.fingerprint()};
  checks.result.findings[0].fingerprint.key_id = "k2";
  CHECK(checks.told().empty());
  CHECK(checks.history.findings.at(checks.fingerprint()).checks.size() == 3);
}

TEST_CASE("Only checks of a run with a time are evidence, and what could not be told is counted") {
  Checks checks;
  checks.check(kRevoked, 10, "github-secret-scanning");
  CHECK(checks.told().empty());
  checks.check(kRevoked, 10).at.reset();
  CHECK(checks.told().empty());
  checks.check(kIndeterminate, 10);
  CHECK(checks.told().empty());
  CHECK(
      liveness_counts(checks.result) ==
      Json(
          {{"active", 0}, {"revoked", 0}, {"expired", 0}, {"indeterminate", 1}, {"unchecked", 0}}));
  checks.check(kRevoked, 10);
  checks.result.findings[0].is_documentation = true;
  CHECK(checks.told().empty());
  CHECK(liveness_counts(checks.result).is_null());
}

TEST_CASE("A tie by place makes it no check of the credential") {
  Checks checks;
  checks.registry = registry_of(
      "credentials: [{id: k, status: revoked, identity: {locators: [{path: s.env}]}}]\n");
  checks.check(kActive, 10);
  const auto events = checks.told();
  REQUIRE(events.size() == 1);
  CHECK(checks.result.findings[0].credential.weak);
  CHECK(events[0].type == "liveness.checked");
  CHECK(events[0].subject == "fingerprint:" + checks.fingerprint());
  CHECK(events[0].data["credential"].is_null());
}

TEST_CASE("Of a host that comes out of a credential only a host's characters are told") {
  Checks checks;
  checks.check(kRevoked, 10).host = "ana:pass@db.example.com";
  CHECK(checks.told().at(0).data["host"].is_null());
  checks.check(kRevoked, 11).host = "[2001:db8::1]:5432";
  CHECK(checks.told().at(0).data["host"] == "[2001:db8::1]:5432");
}

TEST_CASE("A run counts values by what checks showed of them, and two rules' findings once") {
  Checks checks;
  checks.check(kActive, 10);
  checks.result.findings.push_back(checks.result.findings[0]);
  checks.result.findings[1].rule_id = "other-key";
  checks.result.findings[1].liveness.state = kUnchecked;
  checks.result.findings.push_back(sample_finding("t", kDay));
  CHECK(liveness_counts(checks.result)["active"] == 1);
  CHECK(liveness_counts(checks.result)["unchecked"] == 1);
  checks.result.findings[0].liveness.state = kUnchecked;
  CHECK(liveness_counts(checks.result).is_null());
}

}  // namespace keyhound::testing
