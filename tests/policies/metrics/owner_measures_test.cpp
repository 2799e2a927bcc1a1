// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

const char* const kRegistry =
    "parties:\n"
    "  - {id: \"group:pay\"}\n"
    "  - {id: \"user:ana\", status: left, valid_until: 2027-01-21}\n"
    "  - {id: \"user:bob\", status: left}\n"
    "  - {id: \"vendor:shipco\"}\n"
    "credentials:\n"
    "  - {id: owned, owner: {accountable: \"group:pay\"}}\n"
    "  - {id: proposed, status: proposed, owner: {accountable: \"group:pay\"}}\n"
    "  - {id: nobody, lifecycle: {created: 2027-01-11}}\n"
    "  - {id: left, owner: {accountable: \"user:ana\"}}\n"
    "  - {id: gone, owner: {accountable: \"user:bob\"}}\n"
    "  - {id: vendor, owner: {accountable: \"vendor:shipco\"}, lifecycle: {created: 2027-01-01}}\n"
    "  - {id: unlisted, owner: {accountable: \"group:web\"}}\n"
    "  - {id: old, status: retired}\n";

}  // namespace

TEST_CASE("An owner counts when it is listed, active and internal; credentials in use count") {
  const testing::Measured measured(kRegistry);
  CHECK(measured.say(active_owners) ==
        "28.5 % (2 of 7) / left out: counted as no active owner: the party that is named is not "
        "listed under parties: 1");
  CHECK(measured.say(confirmed_owners) == "71.4 % (5 of 7)");
  CHECK(measured.say(orphaned_credentials).rfind("5 / ", 0) == 0);
}

TEST_CASE("An orphan's age counts from what made it one, where that is recorded") {
  CHECK(testing::Measured(kRegistry).say(orphaned_credential_age) ==
        "p50 20 days, p90 30 days, max 30 days, mean 20 days; 3 / left out: not recorded since "
        "when nobody answers for it: 2");
  const testing::Measured with_ledger(
      kRegistry,
      {testing::of_credential("owner.invalidated", "gone", testing::day(29),
                              {{"owner", "user:bob"}, {"previous", nullptr}, {"by", nullptr}})});
  CHECK(with_ledger.say(orphaned_credential_age).find("; 4 / ") != std::string::npos);
}

TEST_CASE("Open leaks that nobody owns are measured since their detection") {
  const testing::Measured measured(
      kRegistry, {testing::detected("kh1:a", testing::day(1), testing::day(10)),
                  testing::detected("kh1:b", testing::day(1), testing::day(20), "owned")});
  CHECK(measured.say(orphaned_leaks) == "p50 20 days, p90 20 days, max 20 days, mean 20 days; 1");
}

TEST_CASE("Without a registry or a ledger there is no data on owners, not a share of 0") {
  const testing::Measured nothing("");
  CHECK(nothing.say(active_owners) == "no data: no registry was given (--registry)");
  CHECK(nothing.say(orphaned_leaks) == "no data: no ledger was given");
  CHECK(testing::Measured("credentials: []").say(active_owners) ==
        "no data: the registry has no credential in use");
}

}  // namespace keyhound
