// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ctime>
#include <functional>

#include "scanner/store/finding_rows.h"
#include "scanner/store/occurrence_rows.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

// A store with repositories "a" and "b" (numbers 1 and 2), and runs on it.
class Runs {
 public:
  explicit Runs(const std::string& location)
      : store(std::move(Store::open(location, StoreAccess::kWrite).value())) {}

  // Begins a run; its number.
  std::int64_t begin() {
    const std::string key = "r" + std::to_string(++runs_);
    const auto run = store.join_run(plan_of(key, {planned("a"), planned("b")}), self_, hour(runs_));
    REQUIRE_MESSAGE(run.has_value(), run.error().message);
    return run_ = run->id;
  }
  void record(const ScanResult& result, const RecordedScan& scan = scan_of(1)) {
    const Status recorded = store.record_scan(run_, scan, result, hour(runs_));
    REQUIRE_MESSAGE(recorded.has_value(), recorded.error().message);
  }
  void end(TargetOutcome outcome) {
    TargetEnd end;
    end.repository_id = 1;
    end.outcome = outcome;
    REQUIRE(store.end_target(run_, end, hour(runs_)).has_value());
  }
  std::string state(int number, std::int64_t repository = 1) {
    return text_in(store,
                   "SELECT state FROM findings f JOIN credentials c ON c.id = "
                   "f.credential_id WHERE c.fingerprint = '" +
                       stored_finding(number).fingerprint.short_form() +
                       "' AND f.repository_id = " + std::to_string(repository));
  }

  Store store;

 private:
  Coordinator self_ = this_coordinator(1);
  int runs_ = 0;
  std::int64_t run_ = 0;
};

void on_each_store(const std::function<void(Runs&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    Runs runs(location);
    test(runs);
  }
}

TEST_CASE("Findings of a repository begin, go on, end and come back") {
  on_each_store([](Runs& runs) {
    runs.begin();
    runs.record(stored_result({1, 2}));
    CHECK(runs.state(1) == "new");
    runs.begin();
    runs.record(stored_result({1, 3}));
    CHECK(runs.state(1) == "existing");
    CHECK(runs.state(2) == "fixed");
    CHECK(runs.state(3) == "new");
    runs.begin();
    runs.record(stored_result({1, 2, 3}));
    CHECK(runs.state(2) == "regressed");
    CHECK(runs.state(3) == "existing");
    runs.begin();
    runs.end(TargetOutcome::kUnchanged);
    CHECK(runs.state(2) == "existing");
    CHECK(text_in(runs.store, "SELECT DISTINCT last_seen FROM findings") ==
          format_timestamp(hour(4)));
  });
}

TEST_CASE("A scan that is recorded twice leaves the same rows") {
  on_each_store([](Runs& runs) {
    const auto rows = [&runs] {
      std::vector<std::string> all;
      for (const char* sql :
           {"SELECT state || first_seen || last_seen || path || occurrence_count FROM findings "
            "ORDER BY id",
            "SELECT finding_id || path || ordinal FROM occurrences ORDER BY finding_id, ordinal",
            "SELECT fingerprint || repository_count FROM credentials ORDER BY id",
            "SELECT id || outcome FROM scans JOIN run_targets USING (run_id, repository_id) "
            "ORDER BY id",
            "SELECT kind || message FROM diagnostics ORDER BY id",
            "SELECT name FROM secret_references ORDER BY id"})
        for (std::string& row : texts_of(runs.store, sql)) all.push_back(std::move(row));
      return all;
    };
    ScanResult result = stored_result({1, 2, 3});
    result.references.emplace().emplace_back().name = "TOKEN";
    result.diagnostics.push_back({"note", "x", "only a note", false});
    runs.begin();
    runs.record(stored_result({2, 4}));
    runs.begin();
    runs.record(result);
    const std::vector<std::string> once = rows();
    runs.record(result);
    CHECK(rows() == once);
    CHECK(once.size() > 10);
    CHECK(once.back() == "TOKEN");
  });
}

TEST_CASE("What an incomplete scan did not see stays as it was") {
  on_each_store([](Runs& runs) {
    ScanResult whole = stored_result({1, 2});
    whole.findings[0].occurrences.push_back(whole.findings[0].occurrences[0]);
    whole.findings[0].occurrences[1].location.path = "other.txt";
    whole.references.emplace().resize(2);
    (*whole.references)[0].location.path = "a.yml";
    (*whole.references)[1].location.path = "b.yml";
    runs.begin();
    runs.record(whole);
    runs.begin();
    ScanResult part = stored_result({1, 3}, false);
    part.references.emplace().resize(1);
    (*part.references)[0].location.path = "a.yml";
    (*part.references)[0].name = "NEWER";
    runs.record(part);
    CHECK(runs.state(1) == "existing");
    CHECK(runs.state(2) == "new");
    CHECK(runs.state(3) == "new");
    CHECK(texts_of(runs.store,
                   "SELECT path FROM occurrences WHERE finding_id = (SELECT finding_id FROM "
                   "occurrences WHERE path = 'other.txt') ORDER BY ordinal") ==
          std::vector<std::string>{"src/file0.txt", "other.txt"});
    CHECK(texts_of(runs.store, "SELECT path || name FROM secret_references ORDER BY path") ==
          std::vector<std::string>{"a.ymlNEWER", "b.yml"});
    // It is no measure for what comes next.
    CHECK(text_in(runs.store, "SELECT refs_digest FROM repositories WHERE name = 'a'").empty());
    CHECK(runs.store.coverage(2)->incomplete_scans == 1);
    CHECK_FALSE(runs.store.coverage(2)->complete());
  });
}

TEST_CASE("A failure leaves findings as they are, and no failure replaces a scan") {
  on_each_store([](Runs& runs) {
    runs.begin();
    runs.record(stored_result({1}));
    runs.begin();
    runs.end(TargetOutcome::kFailed);
    CHECK(runs.state(1) == "new");
    runs.record(stored_result({1}));
    CHECK(runs.state(1) == "existing");
    runs.end(TargetOutcome::kFailed);
    CHECK(runs.store.coverage(2)->counts.scanned == 1);
    CHECK(runs.store.coverage(2)->counts.failed == 0);
  });
}

TEST_CASE("The same objects under other rules end findings for that reason") {
  on_each_store([](Runs& runs) {
    runs.begin();
    runs.record(stored_result({1, 2}), scan_of(1, "sha256:refs", "rules 1"));
    runs.begin();
    runs.record(stored_result({2}), scan_of(1, "sha256:refs", "rules 2"));
    runs.begin();
    runs.record(stored_result({}), scan_of(1, "sha256:other", "rules 3"));
    CHECK(texts_of(runs.store, "SELECT closed_reason FROM findings ORDER BY closed_reason DESC") ==
          std::vector<std::string>{"rules-changed", "not-found"});
  });
}

TEST_CASE("One credential in many repositories is one row that counts them") {
  on_each_store([](Runs& runs) {
    const auto count = [&runs] {
      return text_in(runs.store, "SELECT repository_count FROM credentials");
    };
    runs.begin();
    ScanResult both = stored_result({1});
    both.findings.push_back(both.findings.front());
    both.findings.back().rule_id = "other-rule";
    runs.record(both);
    CHECK(count() == "1");
    runs.record(stored_result({1}), scan_of(2));
    CHECK(count() == "2");
    runs.begin();
    runs.record(stored_result({}));
    CHECK(count() == "1");
    CHECK(runs.state(1, 2) == "new");
    runs.record(stored_result({1}));
    CHECK(count() == "2");
  });
}

TEST_CASE("What a baseline accepts is waived, until it does so no more") {
  on_each_store([](Runs& runs) {
    ScanResult accepted = stored_result({1});
    accepted.findings[0].accepted = Acceptance{"accepted", "known", hour(100), ".baseline"};
    runs.begin();
    runs.record(accepted);
    CHECK(runs.state(1) == "waived");
    CHECK(text_in(runs.store, "SELECT waiver || waiver_reason || waiver_until FROM findings") ==
          "baselineknown" + format_timestamp(hour(100)));
    runs.record(stored_result({1}));
    CHECK(runs.state(1) == "new");
  });
}

TEST_CASE("A credential stays the same under a new key of fingerprints") {
  on_each_store([](Runs& runs) {
    runs.begin();
    runs.record(stored_result({1}));
    runs.begin();
    ScanResult result = stored_result({7});
    result.findings[0].previous_fingerprints = {stored_finding(1).fingerprint.short_form()};
    runs.record(result);
    CHECK(runs.state(7) == "existing");
    CHECK(text_in(runs.store, "SELECT COUNT(*) FROM credentials") == "1");
  });
}

TEST_CASE("Hostile text is stored without harm") {
  on_each_store([](Runs& runs) {
    ScanResult result = stored_result({1}, false);
    Finding& finding = result.findings[0];
    const std::string hostile("a\0\xFF\"'\\{},$1;--\n\xE2\x80\xAE", 18);
    finding.title = finding.message = hostile;
    finding.rule_id = hostile;
    finding.tags = {hostile};
    finding.identity = {{hostile, hostile}};
    finding.occurrences[0].location.path = hostile;
    finding.occurrences[0].commit.author = hostile;
    finding.occurrences[0].commit.committed = {std::numeric_limits<std::int64_t>::max()};
    result.diagnostics[0].subject = hostile;
    result.references.emplace().emplace_back().name = hostile;
    result.suppressions.emplace().emplace_back().reason = hostile;
    runs.begin();
    runs.record(result);
    runs.record(result);
    CHECK(text_in(runs.store, "SELECT title FROM findings") ==
          "a\xEF\xBF\xBD\xEF\xBF\xBD\"'\\{},$1;--\n\xE2\x80\xAE");
    CHECK(text_in(runs.store, "SELECT COUNT(*) FROM occurrences") == "1");
    CHECK(runs.store.load_findings().has_value());
  });
}

TEST_CASE("A scan of what is no target of the run is refused") {
  on_each_store([](Runs& runs) {
    const std::int64_t run = runs.begin();
    const Status recorded = runs.store.record_scan(run, scan_of(99), stored_result({1}), hour(1));
    REQUIRE_FALSE(recorded.has_value());
    CHECK(recorded.error().kind == ErrorKind::kNotFound);
    CHECK(text_in(runs.store, "SELECT COUNT(*) FROM credentials") == "0");
  });
}

TEST_CASE("Ten thousand findings at ten places each are recorded in about a second") {
  ScanResult result;
  for (int i = 0; i < 10'000; ++i) result.findings.push_back(stored_finding(i, 10));
  on_each_store([&result](Runs& runs) {
    runs.begin();
    const std::clock_t begin = std::clock();
    runs.record(result);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    // Of this process alone; with sanitizers and on a busy machine it takes longer.
    MESSAGE(seconds, " seconds");
    CHECK(seconds < 10);
    CHECK(text_in(runs.store, "SELECT COUNT(*) FROM occurrences") == "100000");
    CHECK(runs.store.load_findings()->findings.size() == 10'000);
  });
}

}  // namespace
}  // namespace keyhound::testing
