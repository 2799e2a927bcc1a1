// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/incident.h"

#include <doctest/doctest.h>

#include "policies/evidence/new_event.h"
#include "policies/lifecycle/incident_state.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

Timestamp day(const std::string& text) { return *parse_timestamp(text); }

// A leak of the value "s" on 1 November, found on the 5th, and what was told about it since.
struct Leak {
  Leak() {
    tell("2026-11-05", "finding.detected", subject(),
         {{"rule", "sample-key"},
          {"severity", "high"},
          {"repository", "acme/pay"},
          {"path", "s.env"},
          {"in_head", true},
          {"leak_time", "committer"},
          {"leaked", "2026-11-01T00:00:00Z"}});
  }

  static std::string fingerprint_of(const std::string& secret) {
    return sample_finding(secret).fingerprint.short_form();
  }
  static std::string subject() { return "fingerprint:" + fingerprint_of("s"); }

  Leak& tell(const std::string& when, std::string_view type, const std::string& about, Json known) {
    EvidenceEvent event = new_event(type, about, std::move(known));
    event.time = day(when);
    history.add(event);
    return *this;
  }
  Leak& of_key(const std::string& when, std::string_view type, Json known = Json::object()) {
    known["credential"] = "k";
    return tell(when, type, "credential:k", std::move(known));
  }
  // An entry that holds the value, with more of it.
  Leak& registered(const std::string& more, const std::string& exceptions = "") {
    registry = registry_of(
        "parties: [{id: group:a, type: team}, {id: user:c, type: human, status: left}]\n"
        "credentials:\n  - id: k\n    identity: {fingerprints: [\"" +
        fingerprint_of("s") + "\"]}\n" + more + exceptions);
    return *this;
  }
  Leak& owned(const std::string& lifecycle = "", const std::string& exceptions = "") {
    return registered(
        "    owner: {accountable: group:a, accepted: {at: 2026-11-07, by: user:ana}}\n" + lifecycle,
        exceptions);
  }

  Incident at(const std::string& now) const {
    LifecycleInput input;
    input.now = day(now);
    input.policies = &builtin_set();
    input.registry = registry ? &*registry : nullptr;
    input.history = &history;
    const auto incidents = incidents_of(input);
    REQUIRE(incidents.size() == 1);
    return incidents[0];
  }
  std::string state_at(const std::string& now) const {
    const Incident one = at(now);
    return std::string(to_string(one.state)) +
           (one.since ? " " + format_timestamp(*one.since).substr(0, 10) : "");
  }

  LedgerHistory history;
  std::optional<Registry> registry;
};

constexpr const char* kRotatedLater =
    "    lifecycle: {last_rotated: {at: 2026-11-10, source: vault}}\n";
constexpr const char* kException =
    "exceptions:\n  - {id: E, applies_to: {credential: k, policies: [ROT1002]}, reason: freeze, "
    "approver: user:ciso, requested_by: user:ana, ticket: T-1, granted: 2026-11-10, "
    "expires: 2026-12-10}\n";

}  // namespace

TEST_CASE("A leak is detected, then confirmed by triage, or set aside by it") {
  Leak leak;
  CHECK(leak.state_at("2026-11-20") == "detected 2026-11-05");
  CHECK(leak.at("2026-11-20").due == day("2026-11-02"));  // ROT1002: a day after the leak
  leak.tell("2026-11-06", "finding.triaged", Leak::subject(), {{"verdict", "confirmed"}});
  CHECK(leak.state_at("2026-11-20") == "confirmed 2026-11-06");
  leak.tell("2026-11-08", "finding.triaged", Leak::subject(), {{"verdict", "false-positive"}});
  CHECK(leak.state_at("2026-11-20") == "false-positive 2026-11-08");
  CHECK_FALSE(is_open(leak.at("2026-11-20").state));
}

TEST_CASE("A value of a registered credential is confirmed; it is owned once a party accepted it") {
  Leak leak;
  CHECK(leak.registered("    status: proposed\n").state_at("2026-11-20") == "detected 2026-11-05");
  CHECK(leak.registered("").state_at("2026-11-20") == "confirmed 2026-11-05");
  CHECK(leak.owned().state_at("2026-11-20") == "owned 2026-11-07");
  CHECK(leak.at("2026-11-20").owner == "group:a");
  CHECK(leak.registered("    owner: {accountable: user:c}\n").state_at("2026-11-20") ==
        "confirmed 2026-11-05");  // who left owns nothing
}

TEST_CASE("Only an observed rotation after the last leak makes it rotated") {
  Leak leak;
  CHECK(leak.owned(kRotatedLater).state_at("2026-11-20") == "rotated 2026-11-10");
  CHECK(leak.owned("    lifecycle: {last_rotated: 2026-11-10}\n").state_at("2026-11-20") ==
        "owned 2026-11-07");
  leak.tell("2026-11-12", "finding.reappeared", Leak::subject(),
            {{"rule", "sample-key"}, {"repository", "acme/pay"}, {"leaked", "2026-11-11"}});
  CHECK(leak.owned(kRotatedLater).state_at("2026-11-20") == "owned 2026-11-07");
  leak.of_key("2026-11-14", "rotation.observed", {{"at", "2026-11-13"}});
  CHECK(leak.state_at("2026-11-20") == "rotated 2026-11-13");
}

TEST_CASE("A revocation is verified by one check of a system, and by two parties' word") {
  Leak leak;
  leak.owned(kRotatedLater);
  leak.of_key("2026-11-15", "revocation.performed", {{"at", "2026-11-15"}});
  CHECK(leak.state_at("2026-11-20") == "revoked 2026-11-15");
  CHECK(leak.at("2026-11-20").due == day("2026-11-16"));  // REV1002: within a day
  const auto attest = [&leak](const char* by) {
    leak.of_key("2026-11-16", "revocation.verified", {{"method", "attestation"}, {"by", by}});
  };
  attest("user:ana");
  attest("user:ana");
  CHECK(leak.state_at("2026-11-20") == "revoked 2026-11-15");
  attest("user:bo");
  CHECK(leak.state_at("2026-11-20") == "verified-dead 2026-11-16");
}

TEST_CASE("A failed check means that it is revoked and alive") {
  Leak leak;
  leak.owned().of_key("2026-11-15", "revocation.performed");
  leak.of_key("2026-11-16", "revocation.failed", {{"method", "live-check"}});
  CHECK(leak.state_at("2026-11-20") == "revoked-live 2026-11-15");
  leak.of_key("2026-11-17", "revocation.verified", {{"method", "live-check"}});
  CHECK(leak.state_at("2026-11-20") == "verified-dead 2026-11-17");
}

TEST_CASE("A check from before the revocation verifies nothing") {
  Leak leak;
  leak.owned().of_key("2026-11-14", "revocation.verified", {{"method", "live-check"}});
  leak.of_key("2026-11-15", "revocation.performed");
  CHECK(leak.state_at("2026-11-20") == "revoked 2026-11-15");
}

TEST_CASE("The check of a value ends its exposure, and that of no other value of its credential") {
  const auto check = [](const std::string& secret, const char* result) {
    return Json{{"fingerprint", Leak::fingerprint_of(secret)},
                {"method", "live-check"},
                {"result", result}};
  };
  Leak leak;
  leak.owned().of_key("2026-11-16", "revocation.verified", check("other", "revoked"));
  CHECK(leak.state_at("2026-11-20") == "owned 2026-11-07");
  leak.of_key("2026-11-17", "revocation.verified", check("s", "revoked"));
  CHECK(leak.state_at("2026-11-20") == "verified-dead 2026-11-17");
  CHECK(leak.at("2026-11-20").verified == day("2026-11-17"));
  CHECK_FALSE(leak.at("2026-11-20").is_revocation_recorded);
  leak.of_key("2026-11-18", "revocation.failed", check("s", "active"));
  CHECK(leak.state_at("2026-11-20") == "regressed 2026-11-18");
}

TEST_CASE("Without a registry the ledger alone tells that a revoked value works") {
  const Json active = {
      {"fingerprint", Leak::fingerprint_of("s")}, {"method", "live-check"}, {"result", "active"}};
  Leak leak;
  leak.tell("2026-11-10", "liveness.checked", Leak::subject(), active);
  CHECK(leak.state_at("2026-11-20") == "confirmed 2026-11-05");
  leak.tell("2026-11-12", "revocation.failed", Leak::subject(), active);
  CHECK(leak.state_at("2026-11-20") == "revoked-live 2026-11-12");
  CHECK(leak.at("2026-11-20").due == day("2026-11-12"));  // at once
  Json dead = active;
  dead["result"] = "revoked";
  leak.tell("2026-11-14", "revocation.verified", Leak::subject(), dead);
  CHECK(leak.state_at("2026-11-20") == "verified-dead 2026-11-14");
}

TEST_CASE("A status without a time, and a replaced value, make what works revoked and alive") {
  const auto state_with = [](const std::string& entry) {
    Leak leak;
    leak.tell("2026-11-12", "liveness.checked", Leak::subject(),
              {{"fingerprint", Leak::fingerprint_of("s")}, {"result", "active"}});
    leak.registry = registry_of(entry);
    return leak.state_at("2026-11-20");
  };
  const std::string value = Leak::fingerprint_of("s");
  CHECK(state_with("credentials:\n  - {id: k, status: revoked, identity: {fingerprints: [\"" +
                   value + "\"]}}\n") == "revoked-live 2026-11-12");
  CHECK(state_with("credentials:\n  - {id: k, identity: {fingerprints: [{value: \"" + value +
                   "\", to: 2026-11-11}]}}\n") == "revoked-live 2026-11-12");
  CHECK(state_with("credentials:\n  - {id: k, identity: {fingerprints: [\"" + value + "\"]}}\n") ==
        "confirmed 2026-11-05");
}

TEST_CASE("A verified incident closes when the entry is out of use or the value replaced") {
  Leak leak;
  leak.owned().of_key("2026-11-15", "revocation.performed");
  leak.of_key("2026-11-16", "revocation.verified", {{"method", "live-check"}});
  CHECK(leak.state_at("2026-11-20") == "verified-dead 2026-11-16");
  leak.registered("    status: revoked\n");
  CHECK(leak.state_at("2026-11-20") == "closed 2026-11-16");
  leak.registry = registry_of("credentials:\n  - {id: k, identity: {fingerprints: [{value: \"" +
                              Leak::fingerprint_of("s") + "\", to: 2026-11-18}]}}\n");
  CHECK(leak.state_at("2026-11-20") == "closed 2026-11-18");
}

TEST_CASE("What comes back after it was verified has regressed, until triage and a new proof") {
  Leak leak;
  leak.registered("    status: revoked\n").of_key("2026-11-15", "revocation.performed");
  leak.of_key("2026-11-16", "revocation.verified", {{"method", "live-check"}});
  leak.tell("2026-11-18", "finding.reappeared", Leak::subject(),
            {{"rule", "sample-key"}, {"repository", "acme/pay"}, {"leaked", "2026-11-17"}});
  CHECK(leak.state_at("2026-11-20") == "regressed 2026-11-18");
  CHECK(is_open(leak.at("2026-11-20").state));
  leak.tell("2026-11-19", "finding.triaged", Leak::subject(), {{"verdict", "confirmed"}});
  CHECK(leak.state_at("2026-11-20") == "confirmed 2026-11-05");
  leak.of_key("2026-11-20", "revocation.verified", {{"method", "live-check"}});
  CHECK(leak.state_at("2026-11-21") == "closed 2026-11-20");
}

TEST_CASE("A value that works again after it was verified dead has regressed, too") {
  Leak leak;
  leak.owned().of_key("2026-11-15", "revocation.performed");
  leak.of_key("2026-11-16", "revocation.verified", {{"method", "live-check"}});
  leak.of_key("2026-11-18", "revocation.failed", {{"method", "live-check"}});
  CHECK(leak.state_at("2026-11-20") == "regressed 2026-11-18");
}

TEST_CASE("An exception pauses an incident while it is in force, and never closes it") {
  Leak leak;
  leak.owned("", kException);
  CHECK(leak.state_at("2026-11-20") == "exception-active 2026-11-10");
  CHECK(leak.at("2026-11-20").exception == "E");
  CHECK(leak.at("2026-11-20").due == day("2026-12-10"));
  CHECK(leak.state_at("2026-12-20") == "exception-expired 2026-12-10");
  leak.of_key("2026-11-15", "revocation.performed");
  CHECK(leak.state_at("2026-11-20") == "revoked 2026-11-15");
}

TEST_CASE("What is tied to an entry by place only takes no date from it") {
  Leak leak;
  leak.registry = registry_of(
      "credentials:\n  - {id: k, status: revoked, identity: {locators: [{path: s.env}]}, "
      "lifecycle: "
      "{revoked: {at: 2026-11-15, verification: {method: live-check, at: 2026-11-16, result: "
      "refused}}}}\n");
  std::vector<Finding> findings = {sample_finding("s", day("2026-11-01").seconds)};
  findings[0].credential = {"k", "", "locator", true};
  LifecycleInput input;
  input.now = day("2026-11-20");
  input.policies = &builtin_set();
  input.registry = &*leak.registry;
  input.findings = &findings;
  const auto incidents = incidents_of(input);
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].state == IncidentState::kDetected);
  CHECK_FALSE(incidents[0].revoked);
}

TEST_CASE("Findings without a ledger are incidents of now, with the times of their commits") {
  std::vector<Finding> findings = {sample_finding("s", 1000), sample_finding("t")};
  findings[0].occurrences.push_back(findings[0].occurrences[0]);
  findings[0].occurrences[1].commit.committed = {2000};
  findings[1].is_documentation = true;
  LifecycleInput input;
  input.now = {5000};
  input.policies = &builtin_set();
  input.findings = &findings;
  input.repository = "acme/web";
  const auto incidents = incidents_of(input);
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].leaked == Timestamp{1000});
  CHECK(incidents[0].last_leaked == Timestamp{2000});
  CHECK(incidents[0].detected == Timestamp{5000});
  CHECK(incidents[0].repositories == std::vector<std::string>{"acme/web"});
}

TEST_CASE("A check that came with the finding counts as one of a system") {
  std::vector<Finding> findings = {sample_finding("s", 1000)};
  findings[0].liveness = {LivenessState::kRevoked, Timestamp{3000}, "live-check", {}, {}, 0, {}};
  LifecycleInput input;
  input.now = {5000};
  input.policies = &builtin_set();
  input.findings = &findings;
  CHECK(incidents_of(input)[0].state == IncidentState::kVerifiedDead);
  findings[0].liveness.state = LivenessState::kActive;
  CHECK(incidents_of(input)[0].state == IncidentState::kConfirmed);
}

TEST_CASE("Every state has a name, and only ended ones are not open") {
  std::size_t open = 0;
  for (std::size_t i = 0; i < kIncidentStates; ++i) {
    const auto state = static_cast<IncidentState>(i);
    CHECK_FALSE(to_string(state).empty());
    open += is_open(state) ? 1U : 0U;
  }
  CHECK(open == 9);
  CHECK(to_string(IncidentState::kRegressed) == "regressed");
}

}  // namespace keyhound::testing
