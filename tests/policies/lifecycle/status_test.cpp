// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/status.h"

#include "policies/json.h"
#include "tests/policies/lifecycle/shown_status.h"

namespace keyhound::testing {

TEST_CASE("JSON has every incident, every credential with its worst state, and every date") {
  const Shown shown;
  const auto report = parse_json(status_json(status_of(shown.input)));
  REQUIRE(report);
  CHECK((*report)["open"] == 2);
  CHECK((*report)["overdue"] == 1);
  CHECK((*report)["states"]["owned"] == 1);
  CHECK((*report)["states"].size() == kIncidentStates);
  CHECK((*report)["incidents"].size() == 2);
  CHECK((*report)["incidents"][1]["credential"] == "k");
  const Json& credentials = (*report)["credentials"];
  REQUIRE(credentials.size() == 2);
  CHECK(credentials[0]["worst_state"] == "owned");
  CHECK(credentials[0]["open_incidents"] == 1);
  CHECK(credentials[0]["next_due"]["overdue"] == true);
  CHECK(credentials[1]["worst_state"].is_null());
}

TEST_CASE("Of one owner only what that party answers for is shown") {
  const Shown shown;
  const LifecycleStatus status = status_of(shown.input, {"group:a"});
  REQUIRE(status.incidents.size() == 1);
  CHECK(status.incidents[0].owner == "group:a");
  CHECK(status.credentials.size() == 1);
  CHECK(status_of(shown.input, {"group:b"}).incidents.empty());
}

}  // namespace keyhound::testing
