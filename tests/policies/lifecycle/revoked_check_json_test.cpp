// SPDX-License-Identifier: Apache-2.0
#include "policies/json.h"
#include "policies/lifecycle/revoked_check.h"
#include "tests/policies/lifecycle/revoked_entries.h"

namespace keyhound::testing {

using enum LivenessState;

TEST_CASE("Programs read the same as JSON") {
  const Json json = *parse_json(revoked_check_json(
      check_of(revoked_entry("works", "w", ", status: revoked") +
                   "  - {id: nameless, lifecycle: {revoked: {at: 2026-11-01}}}\n",
               {checked_finding("w", kActive)})));
  CHECK(json["schema"] == "keyhound.dev/revoked/v1");
  CHECK(json["outcomes"] == Json({{"works", 1}, {"untold", 0}, {"no-value", 1}, {"refused", 0}}));
  CHECK(json["entries"][0]["credential"] == "works");
  CHECK(json["entries"][0]["found"][0]["liveness"]["state"] == "active");
  CHECK(json["entries"][0]["found"][0]["called"]["why"] == "status revoked");
  CHECK(json["entries"][1]["outcome"] == "no-value");
  CHECK(json["entries"][1]["called"]["since"] == "2026-11-01T00:00:00Z");
}

}  // namespace keyhound::testing
