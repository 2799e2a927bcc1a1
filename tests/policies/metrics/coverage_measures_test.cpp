// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

using testing::coverage;
using testing::day;
using testing::run_event;

std::vector<EvidenceEvent> runs() {
  return {run_event("run.started", "a", day(1), ""),
          run_event("run.finished", "a", day(1), "acme/pay", coverage(10, true)),
          run_event("run.started", "b", day(2), ""),
          run_event("run.finished", "b", day(2), "acme/web", coverage(5, false, 2)),
          run_event("run.started", "c", day(3), ""),
          run_event("run.finished", "c", day(3), "", coverage(1, true)),
          run_event("run.started", "d", day(4), "")};
}

}  // namespace

TEST_CASE("Runs that broke off and runs that did not read all are incomplete") {
  const testing::Measured measured("", runs());
  CHECK(measured.say(runs_started) == "4");
  CHECK(measured.say(runs_incomplete) == "50.0 % (2 of 4)");
}

TEST_CASE("Repositories are covered by their newest finished run; nameless runs are told") {
  const testing::Measured measured("", runs());
  const std::string left_out = " / left out: finished run that names no repository: 1";
  CHECK(measured.say(repositories_scanned) == "2" + left_out);
  CHECK(measured.say(repositories_complete) == "50.0 % (1 of 2)" + left_out);
  CHECK(measured.say(commits_scanned) == "15" + left_out);
  CHECK(measured.say(objects_skipped) == "2" + left_out);
  CHECK(measured.say(scan_diagnostics) == "2" + left_out);
}

TEST_CASE("The repositories that the registry names as consumers are in scope, scanned or not") {
  const testing::Measured measured(
      "credentials:\n"
      "  - {id: a, locations: {consumers: [\"repo:acme/pay\", \"repo:acme/app\"]}}\n"
      "  - {id: b, locations: {consumers: [\"repo:acme/pay\", \"repo:acme/*\", \"host:db\"]}}\n",
      runs());
  CHECK(measured.say(repositories_in_scope) ==
        "50.0 % (1 of 2) / left out: consumer that is a pattern of repositories: 1");
  CHECK(testing::Measured("credentials: []", runs()).say(repositories_in_scope) ==
        "no data: the registry names no repository as a consumer");
}

TEST_CASE("Without runs there is no data on what they read") {
  const testing::Measured none("", {testing::triaged("a")});
  CHECK(none.say(runs_started) == "0");
  CHECK(none.say(runs_incomplete) == "no data: the period has no run");
  CHECK(none.say(commits_scanned) ==
        "no data: no run of the period names its repository and finished");
  CHECK(testing::Measured("").say(objects_skipped) == "no data: no ledger was given");
}

}  // namespace keyhound
