// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_check.h"
#include "tests/policies/lifecycle/revoked_entries.h"

namespace keyhound::testing {

using enum LivenessState;

TEST_CASE("People read what still works, who owns it and what to do about values that lack") {
  Finding finding = checked_finding("w", kActive);
  finding.occurrences[0].location.path = "a\x1b[31m.env";
  const std::string text = revoked_check_text(
      check_of(revoked_entry("works", "w", ", status: revoked, owner: {accountable: a}") +
                   revoked_entry("gone", "g", ", lifecycle: {revoked: {at: 2026-11-01}}"),
               {finding}));
  CHECK(text.find("2 called revoked: 1 still works, 0 untold, 1 without a value to verify, 0 "
                  "refused\n") == 0);
  CHECK(text.find("works     works, a; status revoked\n") != std::string::npos);
  CHECK(text.find("active on 2026-11-23 by pat at api.example.com\n") != std::string::npos);
  CHECK(text.find(".env:3\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("no-value  gone, nobody; revoked on 2026-11-01\n  " + value_print("g") +
                  "  no value to verify\n") != std::string::npos);
  CHECK(text.find("--secrets") != std::string::npos);
  CHECK(revoked_check_text(check_of(revoked_entry("a", "s", ""), {})) ==
        "The registry calls nothing revoked.\n");
}

}  // namespace keyhound::testing
