// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>

#include "scanner/store/judgement_rows.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

void on_each_store(const std::function<void(Store&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    const RunPlan plan = plan_of("r1", {planned("x.org/a"), planned("x.org/b")});
    REQUIRE(store->join_run(plan, this_coordinator(1), hour(0)).has_value());
    for (const std::int64_t repository : {1, 2})
      REQUIRE(
          store->record_scan(1, scan_of(repository), stored_result({1, 2}), hour(0)).has_value());
    test(*store);
  }
}

PolicyVerdict verdict(Outcome outcome, std::string policy, std::string exception = {}) {
  PolicyVerdict one;
  one.policy_id = std::move(policy);
  one.outcome = outcome;
  one.message = "because";
  one.exception_id = std::move(exception);
  one.level = Level::kError;
  return one;
}

Assessment assessment() {
  Assessment all;
  all.policies_digest = "sha256:policies";
  all.registry_digest = "sha256:registry";
  all.credentials.resize(1);
  all.credentials[0].id = "pay-key";
  all.credentials[0].owner = "team-pay";
  all.credentials[0].rotation_due = hour(24);
  all.exceptions.resize(1);
  all.exceptions[0].id = "EXC-1";
  all.exceptions[0].reason = "until the move";
  all.exceptions[0].expires = hour(48);
  all.exceptions[0].is_in_force = true;
  all.exceptions[0].policies = {"LEK1001", "ROT1001"};
  all.subjects = {{"credential:pay-key", {}, "pay-key", "team-pay"},
                  {"fingerprint:kh1:x", {}, "", ""}};
  const auto add = [&all](std::uint32_t subject, PolicyVerdict one) {
    all.verdicts.push_back({subject, std::make_shared<const PolicyVerdict>(std::move(one))});
  };
  add(0, verdict(Outcome::kWaived, "ROT1001", "EXC-1"));
  add(0, verdict(Outcome::kFail, "ROT1001"));
  add(0, verdict(Outcome::kPass, "OWN1001"));
  add(1, verdict(Outcome::kFail, "OWN1001"));
  all.counts.resize(1);
  all.counts[0].policy_id = "ROT1001";
  all.counts[0].outcomes = {1, 2, 3, 4, 5};
  return all;
}

// As the policies judge: number 1 is the registry's, in repository "b" waived; 2 is nobody's.
ScanResult judged(Store& store) {
  ScanResult result = std::move(*store.load_findings());
  const std::string registered = stored_finding(1).fingerprint.short_form();
  for (Finding& finding : result.findings) {
    if (finding.fingerprint.short_form() == registered)
      finding.credential = {"pay-key", "team-pay", "fingerprint", false};
    finding.policies = {verdict(Outcome::kPass, "OWN1001"), verdict(Outcome::kNotApplicable, "X")};
    const bool is_waived = finding.repository == "b";
    finding.policies.push_back(is_waived ? verdict(Outcome::kWaived, "ROT1001", "EXC-1")
                                         : verdict(Outcome::kFail, "ROT1001"));
  }
  Finding& policy = result.findings.emplace_back(stored_finding(9));
  policy.kind = FindingKind::kPolicy;
  result.assessment = assessment();
  return result;
}

TEST_CASE("A judgement leaves verdicts, owners, waivers and the registry") {
  on_each_store([](Store& store) {
    const std::vector<PolicyInfo> policies = {{"ROT1001", "rotation", "Rotate", "", "", {}, 0, {}}};
    for (int i = 0; i < 2; ++i) {
      const Status recorded = store.record_judgement(1, judged(store), policies, hour(3));
      REQUIRE_MESSAGE(recorded.has_value(), recorded.error().message);
    }
    CHECK(text_in(store, "SELECT COUNT(*) FROM verdicts") == "4");
    CHECK(text_in(store,
                  "SELECT COUNT(*) FROM verdicts WHERE outcome = 'waived' AND exception_id "
                  "= 'EXC-1'") == "2");
    CHECK(texts_of(store, "SELECT state FROM findings WHERE repository_id = 2") ==
          std::vector<std::string>{"waived", "waived"});
    CHECK(text_in(store,
                  "SELECT DISTINCT waiver || waiver_reason || waiver_until FROM findings "
                  "WHERE state = 'waived'") == "EXC-1until the move" + format_timestamp(hour(48)));
    CHECK(texts_of(store,
                   "SELECT owner || registry_id || matched_by FROM credentials ORDER BY "
                   "owner") == std::vector<std::string>{"", "team-paypay-keyfingerprint"});
    CHECK(text_in(store, "SELECT owner || rotation_due FROM registry_credentials") ==
          "team-pay" + format_timestamp(hour(24)));
    CHECK(text_in(store, "SELECT policies FROM registry_exceptions") == "LEK1001 ROT1001");
    CHECK(text_in(store, "SELECT subject || policy_id || outcome FROM subject_verdicts") ==
          "credential:pay-keyROT1001fail");
    CHECK(text_in(store,
                  "SELECT title || passed || failed || waived || errors FROM "
                  "policy_totals") == "Rotate1235");
    CHECK(text_in(store, "SELECT policies_digest FROM runs") == "sha256:policies");
    CHECK(store.find_run("")->judged == hour(3));
    CHECK(text_in(store, "SELECT value FROM run_totals WHERE name = 'findings.waived'") == "2");
    CHECK(text_in(store, "SELECT COUNT(*) FROM findings") == "4");
  });
}

TEST_CASE("A waiver that the next judgement does not repeat is gone, and a scan leaves it") {
  on_each_store([](Store& store) {
    REQUIRE(store.record_judgement(1, judged(store), {}, hour(3)).has_value());
    REQUIRE(store.record_scan(1, scan_of(2), stored_result({1, 2}), hour(4)).has_value());
    CHECK(text_in(store, "SELECT COUNT(*) FROM findings WHERE state = 'waived'") == "2");
    CHECK(text_in(store, "SELECT COUNT(*) FROM verdicts") == "4");
    ScanResult result = judged(store);
    for (Finding& finding : result.findings) finding.policies.clear();
    result.assessment = Assessment();
    REQUIRE(store.record_judgement(1, result, {}, hour(5)).has_value());
    CHECK(text_in(store, "SELECT COUNT(*) FROM findings WHERE state = 'new'") == "4");
    CHECK(text_in(store, "SELECT COUNT(*) FROM verdicts") == "0");
    CHECK(text_in(store, "SELECT COUNT(*) FROM registry_exceptions") == "0");
  });
}

TEST_CASE("What ended since it was loaded stays ended") {
  on_each_store([](Store& store) {
    const ScanResult result = judged(store);
    REQUIRE(store.record_scan(1, scan_of(2), stored_result({}), hour(4)).has_value());
    REQUIRE(store.record_judgement(1, result, {}, hour(5)).has_value());
    CHECK(text_in(store, "SELECT COUNT(*) FROM findings WHERE state = 'fixed'") == "2");
    CHECK(text_in(store, "SELECT COUNT(*) FROM verdicts") == "2");
  });
}

TEST_CASE("A result that was not judged is refused, and evidence is linked once") {
  on_each_store([](Store& store) {
    CHECK_FALSE(store.record_judgement(1, stored_result({1}), {}, hour(1)).has_value());
    for (const std::int64_t sequence : {7, 8})
      REQUIRE(store.link_evidence(1, "ledger", "run.finished", "abc", sequence, "sha256:h")
                  .has_value());
    CHECK(text_in(store, "SELECT sequence FROM evidence") == "8");
  });
}

TEST_CASE("Verdicts that pass are only counted") {
  CHECK(is_kept(Outcome::kFail));
  CHECK(is_kept(Outcome::kWaived));
  CHECK(is_kept(Outcome::kError));
  CHECK_FALSE(is_kept(Outcome::kPass));
  CHECK_FALSE(is_kept(Outcome::kNotApplicable));
}

}  // namespace
}  // namespace keyhound::testing
