// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/due_date.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

std::vector<std::string> dates_of(const std::string& yaml, const LedgerHistory* history = nullptr) {
  std::vector<std::string> lines;
  for (const DueDate& one : due_dates(registry_of(yaml), builtin_set(), history)) {
    lines.push_back(format_timestamp(one.at).substr(0, 10) + " " + one.what + " of " + one.subject +
                    ", " + (one.owner.empty() ? "-" : one.owner));
  }
  return lines;
}

}  // namespace

TEST_CASE("Rotation, review and expiry of a credential are due, the earliest first") {
  CHECK(dates_of("parties: [{id: group:a, type: team}]\n"
                 "credentials:\n  - {id: k, owner: {accountable: group:a}, lifecycle: {created: "
                 "2026-01-01, last_rotated: 2026-02-01, rotation: {period: P10D}, expires: "
                 "2026-03-01}, review: {period: P7D}}\n") ==
        std::vector<std::string>{"2026-01-08 review of credential:k, group:a",
                                 "2026-02-11 rotation of credential:k, group:a",
                                 "2026-03-01 expiry of credential:k, group:a"});
}

TEST_CASE("A proposal waits for its owner, and a memorised password is not rotated") {
  CHECK(
      dates_of("credentials:\n  - {id: k, kind: password, status: proposed, owner: {proposed: "
               "2026-01-01}, lifecycle: {last_rotated: 2026-01-01, rotation: {period: P1D}}}\n") ==
      std::vector<std::string>{"2026-01-15 acceptance by its owner of credential:k, -"});
}

TEST_CASE("Of what is revoked only the verification is due, until there is one") {
  const std::string revoked =
      "credentials:\n  - {id: k, status: revoked, review: {period: P1D, last: 2026-01-01}, "
      "lifecycle: {revoked: {at: 2026-01-01";
  CHECK(dates_of(revoked + "}}}\n") ==
        std::vector<std::string>{"2026-01-02 verification of its revocation of credential:k, -"});
  CHECK(dates_of(revoked +
                 ", verification: {method: live-check, at: 2026-01-01, result: refused}}}}\n")
            .empty());
}

TEST_CASE("A verification that the ledger has is not due any more") {
  const std::string revoked =
      "credentials:\n  - {id: k, status: revoked, identity: {fingerprints: [\"" +
      sample_finding("s").fingerprint.short_form() +
      "\"]}, lifecycle: {revoked: {at: 2026-01-01}}}\n";
  const auto check_on = [](const char* day) {
    RevocationRecord check;
    check.at = *parse_timestamp(day);
    check.is_dead = true;
    return check;
  };
  LedgerHistory history;
  history.credentials["k"].checks = {check_on("2025-12-31")};
  CHECK(dates_of(revoked, &history).size() == 1);
  history.credentials["k"].checks = {check_on("2026-01-01")};
  CHECK(dates_of(revoked, &history).empty());
  history.credentials.clear();
  history.findings[sample_finding("s").fingerprint.short_form()].checks = {check_on("2026-01-02")};
  CHECK(dates_of(revoked, &history).empty());
}

TEST_CASE("Exceptions end unless they are closed, and so do parties and agreements") {
  CHECK(dates_of(
            "parties:\n  - {id: vendor:v, type: third-party, agreement_expires: 2026-04-01}\n"
            "  - {id: user:a, type: human, valid_until: 2026-05-01}\n"
            "credentials: [{id: k}]\nexceptions:\n"
            "  - {id: E1, applies_to: {credential: k}, expires: 2026-03-01, risk_owner: user:a}\n"
            "  - {id: E2, applies_to: {credential: k}, expires: 2026-03-01, closure: {at: "
            "2026-02-01}}\n") ==
        std::vector<std::string>{"2026-03-01 end of the exception of exception:E1, user:a",
                                 "2026-04-01 end of the agreement of party:vendor:v, vendor:v",
                                 "2026-05-01 end of the party of party:user:a, user:a"});
}

}  // namespace keyhound::testing
