// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/run_events.h"

#include <algorithm>

#include "policies/evidence/event_types.h"
#include "policies/lifecycle/finding_events.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

// Runs over one repository, one after the other, as the ledger hears of them.
struct Runs {
  Runs() {
    result.scan.kind = "history";
    result.scan.repository = "acme/pay";
  }

  std::vector<EvidenceEvent> run(const Registry* registry = nullptr) {
    result.assessment = judge(input_of(registry, {86'400 * 100}), result.findings);
    auto events = result_events("r1", result, registry, history, 1);
    for (EvidenceEvent& event : events) {
      const Status checked = check_event(event);
      if (!checked) FAIL(checked.error().message);
      event.time = {86'400 * 100};
      history.add(event);
    }
    return events;
  }
  std::vector<std::string> findings_told() {
    std::vector<std::string> types;
    for (const EvidenceEvent& event : run()) {
      if (event.type.starts_with("finding.")) types.push_back(event.type);
    }
    return types;
  }
  void find(std::int64_t committed, bool in_head) {
    result.findings = {sample_finding("s", committed)};
    result.findings[0].occurrences[0].in_head = in_head;
  }

  ScanResult result;
  LedgerHistory history;
};

using Types = std::vector<std::string>;

}  // namespace

TEST_CASE("A finding is told when it is new, not when it is known") {
  Runs runs;
  runs.find(1000, true);
  CHECK(runs.findings_told() == Types{"finding.detected"});
  CHECK(runs.findings_told().empty());
  runs.result.scan.repository = "acme/web";
  CHECK(runs.findings_told() == Types{"finding.detected"});
}

TEST_CASE("What leaves HEAD is told, and when it is back") {
  Runs runs;
  runs.find(1000, true);
  runs.findings_told();
  runs.find(1000, false);
  CHECK(runs.findings_told() == Types{"finding.removed_from_head"});
  CHECK(runs.findings_told().empty());
  runs.find(1000, true);
  CHECK(runs.findings_told() == Types{"finding.reappeared"});
  runs.result.findings.clear();
  CHECK(runs.findings_told() == Types{"finding.removed_from_head"});
}

TEST_CASE("A newer commit with a known value is told") {
  Runs runs;
  runs.find(1000, false);
  runs.findings_told();
  runs.find(2000, false);
  CHECK(runs.findings_told() == Types{"finding.reappeared"});
  CHECK(runs.findings_told().empty());
}

TEST_CASE("A value under a new fingerprint key is the one that the ledger knew under the old") {
  Runs runs;
  runs.find(1000, true);
  runs.findings_told();
  const std::string old = runs.result.findings[0].fingerprint.short_form();
  runs.result.findings[0].previous_fingerprints = {old};
  runs.result.findings[0].fingerprint.key_id = "k2";
  CHECK(runs.findings_told() == Types{"finding.detected"});
  CHECK(runs.history.findings.size() == 1);
  CHECK(runs.history.findings.begin()->first == runs.result.findings[0].fingerprint.short_form());
  CHECK(runs.findings_told().empty());
}

TEST_CASE("Only a complete scan of HEAD of a named repository says that something is gone") {
  for (const int obstacle : {0, 1, 2}) {
    Runs runs;
    runs.find(1000, true);
    runs.findings_told();
    runs.result.findings.clear();
    if (obstacle == 0) runs.result.scan.kind = "range";
    if (obstacle == 1) runs.result.diagnostics.push_back({"unreadable-file", "x", "y", true});
    if (obstacle == 2) runs.result.scan.repository.clear();
    CHECK(runs.findings_told().empty());
  }
}

TEST_CASE(
    "Of many repositories only those that were read to their end say that something is gone") {
  LedgerHistory history;
  ScanResult seen;
  seen.findings = {sample_finding("s", 1000), sample_finding("s", 1000)};
  seen.findings[0].repository = "acme/pay";
  seen.findings[1].repository = "acme/web";
  for (Finding& finding : seen.findings) finding.occurrences[0].in_head = true;
  for (const EvidenceEvent& event : finding_events(seen, history)) history.add(event);

  ScanResult later = seen;
  later.findings.erase(later.findings.begin());
  CHECK(removed_events(later, {"acme/web"}, history).empty());
  CHECK(removed_events(seen, {"acme/pay", "acme/web"}, history).empty());
  const auto events = removed_events(later, {"acme/pay", "acme/web"}, history);
  REQUIRE(events.size() == 1);
  CHECK(events[0].data["repository"] == "acme/pay");
}

TEST_CASE("Samples and policy findings are not told as leaks") {
  Runs runs;
  runs.find(1000, true);
  runs.result.findings[0].is_documentation = true;
  CHECK(runs.findings_told().empty());
}

TEST_CASE("Every verdict is told with a digest of what it was made from") {
  const Registry registry = registry_of("credentials: [{id: k}]\n");
  Runs runs;
  runs.find(1000, true);
  const auto events = runs.run(&registry);
  const auto verdicts = std::count_if(events.begin(), events.end(), [](const auto& event) {
    return event.type == "policy.evaluated";
  });
  CHECK(static_cast<std::size_t>(verdicts) == runs.result.assessment->verdicts.size());
  const auto digest_of = [](const std::vector<EvidenceEvent>& all, const char* policy) {
    for (const EvidenceEvent& event : all) {
      if (event.type == "policy.evaluated" && event.data["policy"] == policy)
        return event.data["inputs_digest"].get<std::string>();
    }
    return std::string("none");
  };
  const std::string before = digest_of(events, "OWN1001");
  CHECK(before.starts_with("sha256:"));
  CHECK(digest_of(runs.run(&registry), "OWN1001") == before);
  runs.find(2000, true);
  CHECK(digest_of(runs.run(&registry), "OWN1001") != before);
}

TEST_CASE("A run ends with what it found and covered") {
  Runs runs;
  runs.find(1000, true);
  runs.result.scan.statistics.commits = 7;
  const EvidenceEvent last = runs.run().back();
  CHECK(last.type == "run.finished");
  CHECK(last.run == "r1");
  CHECK(last.data["findings"] == 1);
  CHECK(last.data["exit"] == 1);
  CHECK(last.data["repository"] == "acme/pay");
  CHECK(last.data["coverage"]["commits"] == 7);
  CHECK(last.data["coverage"]["complete"] == true);
  CHECK(last.data["outcomes"]["fail"] == 1);
}

TEST_CASE("A run starts with its digests, and says when the policies are others") {
  RunStart start;
  start.policies_digest = "sha256:1";
  LedgerHistory history;
  auto events = start_events("r2", start, history);
  REQUIRE(events.size() == 2);
  CHECK(events[0].type == "policy.changed");
  CHECK(events[1].type == "run.started");
  CHECK(events[1].run == "r2");
  for (const EvidenceEvent& event : events) history.add(event);
  CHECK(start_events("r2", start, history).size() == 1);
}

TEST_CASE("Runs have ids of their own") { CHECK(new_run_id() != new_run_id()); }

}  // namespace keyhound::testing
