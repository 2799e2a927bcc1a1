// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>

#include "scanner/store/finding_detail.h"
#include "scanner/store/occurrence_columns.h"
#include "scanner/store/policy_names.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

void on_each_store(const std::vector<PlannedRepository>& repositories,
                   const std::function<void(Store&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    REQUIRE(store->join_run(plan_of("r1", repositories), this_coordinator(1), hour(0)).has_value());
    test(*store);
  }
}

void must_record(Store& store, std::int64_t repository, const ScanResult& result) {
  const Status recorded = store.record_scan(1, scan_of(repository), result, hour(1));
  REQUIRE_MESSAGE(recorded.has_value(), recorded.error().message);
}

Finding rich_finding() {
  Finding finding = stored_finding(1, 3);
  finding.kind = FindingKind::kSecret;
  finding.remedy = "Rotate it";
  finding.severity = Severity::kCritical;
  finding.confidence = Confidence::kHigh;
  finding.score = 9.5;
  finding.previous_fingerprints = {stored_finding(5).fingerprint.short_form()};
  finding.identity = {{"access_key_id", "AKIA"}, {"expires", "2027-01-01T00:00:00Z"}};
  finding.also_matched = {"generic"};
  finding.tags = {"cloud", std::string(kDocumentationTag)};
  finding.is_documentation = true;
  finding.liveness = {LivenessState::kActive, hour(2), "live-check",         "example-account",
                      "api.example.org",      200,     "the account answers"};
  finding.accepted = Acceptance{"test-value", "a fixture", hour(1000), ".keyhound-baseline"};
  Occurrence& place = finding.occurrences[1];
  place.location.part = LocationPart::kCommitMessage;
  place.removed = std::make_shared<const CommitInfo>(CommitInfo{std::string(40, 'd'), {}, {}, {}});
  place.reachable = false;
  place.in_worktree = true;
  place.pipeline = std::make_shared<const PipelinePlace>(PipelinePlace{
      "github-actions", "build", "2", "jobs/build/env/X", "script", "prod", {"push", "tag"}});
  return finding;
}

TEST_CASE("Findings come back with all that policies judge by") {
  on_each_store({planned("github.com/acme/pay")}, [](Store& store) {
    ScanResult result;
    result.findings = {rich_finding(), stored_finding(2)};
    result.scan.repository = "acme/pay";
    result.scan.statistics = {10, 20, 30, 40, 0};
    must_record(store, 1, result);
    auto loaded = store.load_findings();
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message);
    REQUIRE(loaded->findings.size() == 2);
    const Finding expected = rich_finding();
    const bool is_first = loaded->findings[0].occurrences.size() == 3;
    const Finding& found = loaded->findings[is_first ? 0 : 1];
    CHECK(found.repository == "acme/pay");
    CHECK(found.rule_id == expected.rule_id);
    CHECK(found.title == expected.title);
    CHECK(found.message == expected.message);
    CHECK(found.remedy == expected.remedy);
    CHECK(found.severity == expected.severity);
    CHECK(found.confidence == expected.confidence);
    CHECK(found.score == expected.score);
    CHECK(found.fingerprint.short_form() == expected.fingerprint.short_form());
    CHECK(found.previous_fingerprints == expected.previous_fingerprints);
    CHECK(found.secret_redacted == expected.secret_redacted);
    CHECK(found.identity == expected.identity);
    CHECK(found.also_matched == expected.also_matched);
    CHECK(found.tags == expected.tags);
    CHECK(found.is_documentation);
    CHECK(found.liveness.state == LivenessState::kActive);
    CHECK(found.liveness.at == hour(2));
    CHECK(found.liveness.source == "live-check");
    CHECK(found.liveness.verifier == "example-account");
    CHECK(found.liveness.host == "api.example.org");
    CHECK(found.liveness.status == 200);
    CHECK(found.liveness.reason == "the account answers");
    REQUIRE(found.accepted.has_value());
    CHECK(found.accepted->verdict == "test-value");
    CHECK(found.accepted->until == hour(1000));
    REQUIRE(found.occurrences.size() == 3);
    CHECK(found.in_head());
    for (std::size_t i = 0; i < 3; ++i) {
      const Occurrence& place = found.occurrences[i];
      const Occurrence& wanted = expected.occurrences[i];
      CHECK(place.location.path == wanted.location.path);
      CHECK(place.location.part == wanted.location.part);
      CHECK(place.location.start == wanted.location.start);
      CHECK(place.location.end == wanted.location.end);
      CHECK(place.blob == wanted.blob);
      CHECK(place.commit.id == wanted.commit.id);
      CHECK(place.commit.author_email == wanted.commit.author_email);
      CHECK(place.commit.committed == wanted.commit.committed);
      CHECK(place.removal().id == wanted.removal().id);
      CHECK(place.in_head == wanted.in_head);
      CHECK(place.in_worktree == wanted.in_worktree);
      CHECK(place.reachable == wanted.reachable);
    }
    REQUIRE(found.occurrences[1].pipeline != nullptr);
    CHECK(found.occurrences[1].pipeline->triggers == std::vector<std::string>{"push", "tag"});
    CHECK(loaded->scan.statistics.blobs == 20);
    CHECK(loaded->complete());
    CHECK(store.load_findings(1)->findings[0].occurrences.size() == 1);
  });
}

TEST_CASE("A check of a value holds wherever it stands, and only a later proof takes its place") {
  on_each_store({planned("github.com/acme/pay"), planned("github.com/acme/web")}, [](Store& store) {
    ScanResult result = stored_result({1});
    Liveness& liveness = result.findings[0].liveness;
    const auto recorded = [&](LivenessState state, int at) {
      liveness = {state, hour(at), "live-check", "example-account", "api.example.org", 200, ""};
      must_record(store, 1, result);
      const auto loaded = store.load_findings();
      REQUIRE(loaded.has_value());
      REQUIRE(loaded->findings.size() == 2);
      CHECK(loaded->findings[0].liveness.state == loaded->findings[1].liveness.state);
      return loaded->findings[0].liveness;  // of the other repository
    };
    must_record(store, 2, stored_result({1}));
    CHECK(recorded(LivenessState::kActive, 5).state == LivenessState::kActive);
    CHECK(recorded(LivenessState::kIndeterminate, 6).state == LivenessState::kActive);
    CHECK(recorded(LivenessState::kRevoked, 4).state == LivenessState::kActive);
    const Liveness last = recorded(LivenessState::kRevoked, 7);
    CHECK(last.state == LivenessState::kRevoked);
    CHECK(last.at == hour(7));
    CHECK(last.verifier == "example-account");
    CHECK(last.host == "api.example.org");
    CHECK(last.status == 200);
    liveness = {};
    must_record(store, 1, result);
    CHECK(store.load_findings()->findings[1].liveness.state == LivenessState::kRevoked);
  });
}

TEST_CASE("References, suppressions and diagnostics come back with their repositories") {
  on_each_store({planned("github.com/acme/pay"), planned("/srv/other")}, [](Store& store) {
    ScanResult result = stored_result({1}, false);
    Reference& reference = result.references.emplace().emplace_back();
    reference.secret_ref = "github:acme/pay:KEY";
    reference.name = "KEY";
    reference.permissions = {"contents: write"};
    reference.confidence = Confidence::kLow;
    reference.resolution = Resolution::kPattern;
    reference.location.path = ".github/workflows/ci.yml";
    reference.location.start = {7, 3};
    reference.is_fork_triggered = true;
    Suppression& suppression = result.suppressions.emplace().emplace_back();
    suppression.kind = "inline";
    suppression.exception_id = "EXC-1";
    suppression.until = hour(5);
    suppression.is_used = false;
    must_record(store, 2, result);  // numbers are by name
    must_record(store, 1, stored_result({1}));
    const auto loaded = store.load_findings();
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message);
    REQUIRE(loaded->references.has_value());
    const Reference& back = loaded->references->at(0);
    CHECK(back.repository == "acme/pay");
    CHECK(back.secret_ref == "github:acme/pay:KEY");
    CHECK(back.permissions == reference.permissions);
    CHECK(back.confidence == Confidence::kLow);
    CHECK(back.resolution == Resolution::kPattern);
    CHECK(back.location.start == SourcePosition{7, 3});
    CHECK(back.is_fork_triggered);
    const Suppression& kept = loaded->suppressions->at(0);
    CHECK(kept.exception_id == "EXC-1");
    CHECK(kept.until == hour(5));
    CHECK_FALSE(kept.is_used);
    REQUIRE(loaded->diagnostics.size() == 1);
    CHECK(loaded->diagnostics[0].message == "acme/pay: it is not there");
    CHECK_FALSE(loaded->complete());
    const auto scanned = store.scanned_repositories();
    CHECK(scanned->names == std::vector<std::string>{"/srv/other", "acme/pay"});
    CHECK(scanned->inventoried == std::vector<std::string>{"acme/pay"});
    CHECK(scanned->complete == std::vector<std::string>{"/srv/other"});
  });
}

TEST_CASE("What is fixed is not loaded, and a store without scans has nothing") {
  on_each_store({planned("a")}, [](Store& store) {
    CHECK(store.load_findings()->findings.empty());
    CHECK_FALSE(store.load_findings()->references.has_value());
    must_record(store, 1, stored_result({1, 2}));
    must_record(store, 1, stored_result({2}));
    CHECK(store.load_findings()->findings.size() == 1);
  });
}

TEST_CASE("Repositories of one name on two forges are told apart") {
  on_each_store(
      {planned("github.com/acme/pay"), planned("gitlab.com/acme/pay"), planned("x.org/one")},
      [](Store& store) {
        const auto names = policy_names(store.database());
        REQUIRE(names.has_value());
        CHECK(names->at(1) == "github.com/acme/pay");
        CHECK(names->at(2) == "gitlab.com/acme/pay");
        CHECK(names->at(3) == "one");
      });
}

TEST_CASE("A detail that keyhound did not write is told") {
  Finding finding;
  CHECK(read_finding_detail("", finding).has_value());
  CHECK(read_finding_detail("{\"also_matched\": 7}", finding).has_value());
  for (const char* text : {"[]", "{", "7"}) {
    CAPTURE(text);
    CHECK(read_finding_detail(text, finding).error().kind == ErrorKind::kCorrupt);
    CHECK(read_identity_text(text, finding).error().kind == ErrorKind::kCorrupt);
    CHECK_FALSE(read_pipeline_text(text).has_value());
  }
  const SqlRow row(16);
  CHECK(stored_occurrence(row, 0)->location.path.empty());
}

}  // namespace
}  // namespace keyhound::testing
