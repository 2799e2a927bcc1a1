// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_board.h"

#include <algorithm>

#include "scanner/dashboard/model/load_credentials.h"
#include "scanner/dashboard/model/load_findings.h"
#include "scanner/dashboard/model/load_governance.h"
#include "scanner/dashboard/model/load_repositories.h"
#include "scanner/dashboard/model/load_runs.h"
#include "scanner/dashboard/model/load_tallies.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

// Of the store in each database.
void on_boards(const std::function<void(const BoardModel& model)>& test) {
  on_question_stores([&](QuestionStore& store) {
    const auto model = load_board(store.database(), kBoardNow, "");
    REQUIRE_MESSAGE(model.has_value(), model.error().message);
    test(*model);
  });
}

const BoardOwner& owner_of(const BoardModel& model, const std::string& name) {
  const auto found = std::find_if(model.owners.begin(), model.owners.end(),
                                  [&](const BoardOwner& one) { return one.name == name; });
  REQUIRE(found != model.owners.end());
  return *found;
}

}  // namespace

TEST_CASE("The board has runs with their totals, the oldest first") {
  on_boards([](const BoardModel& model) {
    REQUIRE(model.runs.size() == 3);
    CHECK(model.runs[0].key == "night-1");
    CHECK(model.runs[1].total("findings.open.critical") == 1);
    CHECK(model.last_run()->key == "night-3");
    CHECK_FALSE(model.last_run()->finished);
    CHECK_FALSE(model.last_run()->is_plan_complete);
    REQUIRE(model.last_run()->diagnostics.size() == 1);
    CHECK(model.title == "All repositories");
  });
}

TEST_CASE("The board has repositories by name, with how the last run left them") {
  on_boards([](const BoardModel& model) {
    REQUIRE(model.repositories.size() == 4);
    const BoardRepository& old = model.repositories[0];
    CHECK(old.name == "github.com/acme/old");
    CHECK(old.target.reason == "archived");
    const BoardRepository& web = model.repositories[2];
    CHECK(web.target.outcome == "scanned");
    CHECK_FALSE(web.is_covered());
    REQUIRE(web.diagnostics.size() == 1);
    CHECK(web.diagnostics[0].subject == "abcdef");
    CHECK(web.tally.open() == 2);
    CHECK(web.tally.waived == 1);
    CHECK(model.repositories[1].suppressions.size() == 1);
    CHECK(model.repositories[1].suppression_count == 1);
    CHECK(web.diagnostic_count == 1);
    CHECK(web.unread_count == 1);
    CHECK(model.repositories[3].target.attempts == 3);
  });
}

TEST_CASE(
    "The board has findings by repository, the open and worst first, with places and verdicts") {
  on_boards([](const BoardModel& model) {
    REQUIRE(model.findings.size() == 6);
    const BoardRepository& pay = model.repositories[1];
    CHECK(pay.first_finding == 0);
    CHECK(pay.finding_count == 3);
    CHECK(model.findings[0].rule == "github-pat");
    CHECK(model.findings[1].state == "regressed");
    CHECK(model.findings[2].state == "fixed");
    REQUIRE(model.findings[0].places.size() == 2);
    CHECK(model.findings[0].places[1].removed == "9999999999999999");
    REQUIRE(model.findings[0].verdicts.size() == 2);
    CHECK(model.findings[0].verdicts[1].policy == "USE1001");
    CHECK(model.left_out == 0);
    CHECK(model.rules.size() == 5);
  });
}

TEST_CASE("The board has credentials, the most reused first, and where they stand") {
  on_boards([](const BoardModel& model) {
    REQUIRE(model.credentials.size() == 5);
    CHECK(model.credentials[0].fingerprint == "kh1:aaaa");
    CHECK(model.credentials[0].findings == std::vector<std::size_t>{0, 3});
    CHECK(model.reused == 1);
    CHECK(model.checked == 1);  // one that could not be told is none, nor one that is fixed
    CHECK(model.active == 1);
    CHECK(model.credentials[0].liveness == "active");
    CHECK(model.credentials[0].liveness_check ==
          "live-check github-user, api.github.com, status 200, 2026-11-30T02:07:00Z");
  });
}

TEST_CASE("The board has owners with what they answer for, and nobody among them") {
  on_boards([](const BoardModel& model) {
    CHECK(model.tally.open() == 4);
    CHECK(owner_of(model, "team-pay").tally.open() == 2);
    CHECK(owner_of(model, "team-pay").repositories == 2);
    CHECK(owner_of(model, "team-pay").reused == 1);
    CHECK(owner_of(model, "team-pay").overdue == 1);
    CHECK(owner_of(model, "team-pay").failing == 3);
    CHECK(owner_of(model, "team-web").overdue == 0);  // a retired entry is not late
    CHECK(owner_of(model, "").tally.open() == 2);
    CHECK(model.overdue == 1);
  });
}

TEST_CASE(
    "The board has policies with their history, what they object to, and exceptions by their end") {
  on_boards([](const BoardModel& model) {
    REQUIRE(model.policies.size() == 3);
    CHECK(model.policies[0].id == "OWN1001");
    CHECK(model.policies[0].title == "Credential without an owner");
    CHECK(model.policies[0].history == std::vector<std::int64_t>{1, 1, 0});
    CHECK(model.policies[2].findings == 2);
    REQUIRE(model.subjects.size() == 2);
    CHECK(model.subject_count == 2);
    CHECK(model.subjects[0].subject == "exception:EXC-2");
    REQUIRE(model.exceptions.size() == 3);
    CHECK(model.exceptions[0].id == "EXC-2");
    CHECK(model.exceptions[1].findings == 1);
    CHECK(model.exceptions[2].id == "EXC-3");
  });
}

TEST_CASE("With too many findings the open and worst are kept, and all are counted") {
  const BoardModel model = board_of_questions(2);
  REQUIRE(model.findings.size() == 2);
  CHECK(model.findings[0].severity == 4);
  CHECK(model.findings[1].severity == 4);
  CHECK(model.left_out == 4);
  CHECK(model.tally.open() == 4);
  CHECK(model.credentials.size() == 1);
}
