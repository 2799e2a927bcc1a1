// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/run_coverage.h"

#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

using testing::coverage;
using testing::day;
using testing::run_event;

RunCoverage coverage_of(const std::vector<EvidenceEvent>& events) {
  RunCoverage all;
  for (const EvidenceEvent& event : events) {
    LedgerEvent entry;
    entry.event = event;
    all.add(entry);
  }
  return all;
}

}  // namespace

TEST_CASE("The newest finished run tells what is covered of a repository") {
  const RunCoverage all =
      coverage_of({run_event("run.started", "a", day(1), ""),
                   run_event("run.finished", "a", day(1), "acme/pay", coverage(10, true)),
                   run_event("run.started", "b", day(2), ""),
                   run_event("run.finished", "b", day(2), "acme/pay", coverage(12, false, 3)),
                   run_event("run.finished", "c", day(0), "acme/pay", coverage(1, true))});
  REQUIRE(all.repositories().size() == 1);
  const RepositoryCoverage& newest = all.repositories().at("acme/pay");
  CHECK(newest.commits == 12);
  CHECK(newest.skipped == 3);
  CHECK_FALSE(newest.complete);
  CHECK(all.started() == 2);
  CHECK(all.finished() == 3);
  CHECK(all.incomplete() == 1);
  CHECK(all.unfinished() == 0);
}

TEST_CASE("A run that broke off is unfinished, and one that says nothing is not complete") {
  const RunCoverage all = coverage_of({run_event("run.started", "a", day(1), ""),
                                       run_event("run.started", "b", day(2), ""),
                                       run_event("run.finished", "b", day(2), "", nullptr)});
  CHECK(all.unfinished() == 1);
  CHECK(all.incomplete() == 1);
  CHECK(all.nameless() == 1);
  CHECK(all.repositories().empty());
}

TEST_CASE("A run may name its repository when it starts") {
  EvidenceEvent start = run_event("run.started", "a", day(1), "");
  start.data["repository"] = "acme/web";
  const RunCoverage all =
      coverage_of({start, run_event("run.finished", "a", day(1), "", coverage(1, true))});
  CHECK(all.repositories().count("acme/web") == 1);
}

}  // namespace keyhound
