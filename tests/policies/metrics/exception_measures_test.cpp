// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

// As of 2027-01-31T00:00:00Z.
const char* const kRegistry =
    "exceptions:\n"
    "  - {id: E-OPEN, applies_to: {policies: [ROT1001]}, granted: 2027-01-01, expires: "
    "2027-03-31}\n"
    "  - {id: E-SOON, applies_to: {policies: [ROT1001]}, granted: 2026-01-01, expires: 2027-02-14, "
    "renewals: 2}\n"
    "  - {id: E-NOW, applies_to: {policies: [ROT1001]}, granted: 2026-12-31, expires: 2027-01-31}\n"
    "  - {id: E-LATE, applies_to: {policies: [ROT1001]}, granted: 2026-12-01, expires: "
    "2027-01-21}\n"
    "  - {id: E-DONE, applies_to: {policies: [ROT1001]}, granted: 2026-12-01, expires: 2027-01-21, "
    "closure: {at: 2027-01-25}}\n"
    "  - {id: E-EARLY, applies_to: {policies: [ROT1001]}, granted: 2026-12-01, expires: "
    "2027-03-21, closure: {at: 2027-01-02}}\n"
    "  - {id: E-ASKED, applies_to: {policies: [ROT1001]}, expires: 2027-03-21}\n"
    "  - {id: E-ENDLESS, applies_to: {policies: [ROT1001]}, granted: 2026-12-01}\n";

const std::string kLeftOut =
    " / left out: not granted, or not yet: 1; it has no end, so that it waives nothing: 1";

EvidenceEvent of_exception(const std::string& type, const std::string& id, Timestamp at,
                           Timestamp granted, Timestamp expires) {
  return {type,
          at,
          "run-1",
          "exception:" + id,
          {{"exception", id},
           {"credential", nullptr},
           {"policies", nullptr},
           {"approver", nullptr},
           {"requested_by", nullptr},
           {"granted", format_timestamp(granted)},
           {"expires", format_timestamp(expires)},
           {"ticket", nullptr},
           {"evidence", nullptr}}};
}

}  // namespace

TEST_CASE("An exception is open to the second of its end, then not closed until somebody does") {
  const testing::Measured measured(kRegistry);
  CHECK(measured.say(open_exceptions) == "3" + kLeftOut);
  CHECK(measured.say(exceptions_expiring) == "2" + kLeftOut);
  CHECK(measured.say(exceptions_not_closed) == "1" + kLeftOut);
  CHECK(measured.say(exceptions_closed) == "66.6 % (2 of 3)" + kLeftOut);
}

TEST_CASE("The time past an end counts until the closure, and goes on where there is none") {
  CHECK(testing::Measured(kRegistry).say(time_past_expiry) ==
        "p50 4 days, p90 >= 10 days, max >= 10 days, mean >= 7 days; 2, of them 1 still open" +
            kLeftOut);
}

TEST_CASE("Ages and renewals are told as histograms") {
  const testing::Measured measured(kRegistry);
  CHECK(measured.say(exception_ages) ==
        "up to 30 days: 1, 31 to 90 days: 2, over 365 days: 1" + kLeftOut);
  CHECK(measured.say(exception_renewals) == "never: 5, twice: 1" + kLeftOut);
}

TEST_CASE("Exceptions that left the registry are still known from the ledger, each once") {
  const std::vector<EvidenceEvent> events = {
      of_exception("exception.granted", "E-OLD", testing::day(0), testing::day(-60),
                   testing::day(-1)),
      of_exception("exception.closed", "E-OLD", testing::day(4), testing::day(-60),
                   testing::day(-1)),
      of_exception("exception.granted", "E-OPEN", testing::day(0), testing::day(0),
                   testing::day(20)),
      of_exception("exception.renewed", "E-OPEN", testing::day(9), testing::day(0),
                   testing::day(89))};
  const testing::Measured both(kRegistry, events);
  CHECK(both.say(exceptions_closed) == "75.0 % (3 of 4)" + kLeftOut);
  CHECK(both.say(exception_renewals) == "never: 5, once: 1, twice: 1" + kLeftOut);
  CHECK(testing::Measured("", events).say(exceptions_closed) == "100.0 % (1 of 1)");
}

TEST_CASE("Without a registry and a ledger there is no data on exceptions; none in them are 0") {
  CHECK(testing::Measured("").say(open_exceptions) ==
        "no data: neither a registry nor a ledger was given");
  const testing::Measured none("credentials: []");
  CHECK(none.say(open_exceptions) == "0");
  CHECK(none.say(exceptions_closed) == "no data: no exception has ended");
  CHECK(none.say(exception_ages) == "0");
}

}  // namespace keyhound
