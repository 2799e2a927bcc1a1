// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

using testing::day;
using testing::detected;

// As of day 30: one leak that is verified dead, one that is rotated, one that nobody knows, and one
// that is no credential.
const char* const kRegistry =
    "parties: [{id: \"group:pay\"}]\n"
    "credentials:\n"
    "  - id: dead\n"
    "    owner: {accountable: \"group:pay\", accepted: 2027-01-08}\n"
    "  - id: open\n"
    "    owner: {accountable: \"group:pay\", accepted: 2026-01-01}\n"
    "    lifecycle: {last_rotated: {at: 2027-01-16, source: vault}}\n";

std::vector<EvidenceEvent> events() {
  return {detected("kh1:dead", day(1), day(3), "dead"),
          detected("kh1:dead", day(2), day(4), "dead", "acme/web"),
          detected("kh1:open", day(5), day(6), "open"),
          detected("kh1:loose", day(10), day(20)),
          detected("kh1:undated", {0}, day(20)),
          detected("kh1:noise", day(1), day(20)),
          {"finding.triaged",
           day(21),
           "run-1",
           "fingerprint:kh1:noise",
           {{"verdict", "false-positive"}, {"reason", nullptr}, {"by", "user:ana"}}},
          testing::revoked("dead", day(9)),
          testing::verified("dead", day(11))};
}

const std::string kNoise = "; false positive: 1";

}  // namespace

TEST_CASE(
    "The exposure window runs from the leak to the verified revocation, and goes on without") {
  CHECK(testing::Measured(kRegistry, events()).say(exposure_window) ==
        "p50 >= 20 days, p90 >= 25 days, max >= 25 days, mean >= 18 days; 3, of them 2 still open "
        "/ left out: false positive: 1; not known when it leaked: 1");
}

TEST_CASE("Each step of a leak is measured from where it could begin") {
  const testing::Measured measured(kRegistry, events());
  CHECK(measured.say(time_to_detect) ==
        "p50 2 days, p90 10 days, max 10 days, mean 4 days; 3 / left out: false positive: 1; not "
        "known when it leaked: 1");
  // "dead" was detected on day 3 and accepted on day 7; "open" was owned before.
  CHECK(measured.say(time_to_own) ==
        "p50 4 days, p90 >= 10 days, max >= 10 days, mean >= 6 days; 4, of them 2 still open / "
        "left out: false positive: 1");
  CHECK(measured.say(time_to_rotate) ==
        "p50 >= 10 days, p90 >= 10 days, max >= 10 days, mean >= 9 days; 3, of them 2 still open / "
        "left out: over without an observed rotation: 1; false positive: 1");
  CHECK(measured.say(time_to_revoke) ==
        "p50 >= 10 days, p90 >= 24 days, max >= 24 days, mean >= 12 days; 4, of them 3 still open "
        "/ left out: false positive: 1");
  CHECK(measured.say(time_to_verify) ==
        "p50 2 days, p90 2 days, max 2 days, mean 2 days; 1 / left out: not revoked: 3; false "
        "positive: 1");
  CHECK(measured.say(time_to_remediate) ==
        "p50 >= 10 days, p90 >= 24 days, max >= 24 days, mean >= 13 days; 4, of them 3 still open "
        "/ left out: false positive: 1");
}

TEST_CASE("A check of a value ends its exposure; a revocation that nobody recorded has no time") {
  std::vector<EvidenceEvent> told = {detected("kh1:a", day(1), day(3))};
  told.push_back({"revocation.verified",
                  day(11),
                  "run-1",
                  "fingerprint:kh1:a",
                  {{"credential", nullptr},
                   {"fingerprint", "kh1:a"},
                   {"at", format_timestamp(day(11))},
                   {"method", "live-check"},
                   {"result", "revoked"}}});
  CHECK(testing::Measured("", told).say(exposure_window) ==
        "p50 10 days, p90 10 days, max 10 days, mean 10 days; 1");
  CHECK(testing::Measured("", told).say(time_to_remediate) ==
        "p50 8 days, p90 8 days, max 8 days, mean 8 days; 1");
  CHECK(testing::Measured("", told).say(time_to_verify).find("revocation not recorded: 1") !=
        std::string::npos);
  told.push_back({"revocation.failed",
                  day(12),
                  "run-2",
                  "fingerprint:kh1:a",
                  {{"credential", nullptr},
                   {"fingerprint", "kh1:a"},
                   {"at", format_timestamp(day(12))},
                   {"method", "live-check"},
                   {"result", "active"}}});
  CHECK(testing::Measured("", told).say(regression_rate) == "100.0 % (1 of 1)");
}

TEST_CASE("An exception in force pauses the steps of remediation, and is told") {
  const std::string registry = std::string(kRegistry) +
                               "exceptions:\n"
                               "  - {id: E-1, applies_to: {credential: open}, reason: freeze, "
                               "ticket: T-1, approver: \"group:pay\", requested_by: \"user:bob\", "
                               "granted: 2027-01-20, expires: 2027-03-01}\n";
  const testing::Measured measured(registry, events());
  CHECK(measured.say(time_to_revoke).find("paused by an exception in force: 1") !=
        std::string::npos);
  CHECK(measured.say(exposure_window).find("paused") == std::string::npos);
}

TEST_CASE("Leaked values are told by state, and credentials by how many repositories hold them") {
  const testing::Measured measured(kRegistry, events());
  CHECK(measured.say(incident_states) ==
        "detected: 2, false-positive: 1, rotated: 1, verified-dead: 1");
  CHECK(measured.say(reuse_by_repositories) ==
        "1 repository: 3, 2: 1 / left out: false positive: 1");
}

TEST_CASE("What came back after a verified revocation regressed, remedied again or not") {
  std::vector<EvidenceEvent> again = events();
  CHECK(testing::Measured(kRegistry, again).say(regression_rate) ==
        "0.0 % (0 of 1) / left out: false positive: 1");
  again.push_back(testing::verified("dead", day(15), false));
  CHECK(testing::Measured(kRegistry, again).say(regression_rate).rfind("100.0 % (1 of 1)", 0) == 0);
  again.push_back(testing::verified("dead", day(18)));
  CHECK(testing::Measured(kRegistry, again).say(regression_rate).rfind("100.0 % (1 of 1)", 0) == 0);
}

TEST_CASE("Without a ledger there is no data on leaks, and without leaks none to measure") {
  CHECK(testing::Measured(kRegistry).say(exposure_window) == "no data: no ledger was given");
  const testing::Measured loose("", {detected("kh1:loose", day(10), day(20))});
  CHECK(loose.say(time_to_verify) ==
        "no data: none of the leaks counts here / left out: not revoked: 1");
  const testing::Measured none(kRegistry, {testing::triaged("a")});
  CHECK(none.say(exposure_window) == "no data: no leak was detected in the period");
  CHECK(none.say(incident_states) == "no data: no leak was detected in the period");
  CHECK(none.say(regression_rate) == "no data: no revocation of a leaked value was ever verified");
}

}  // namespace keyhound
