// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/status.h"
#include "tests/policies/lifecycle/shown_status.h"

namespace keyhound::testing {

TEST_CASE("The text names who has to do what by when, and leaves no control character") {
  const Shown shown;
  CHECK(status_text(status_of(shown.input)) ==
        "2 open incidents, 1 overdue\n"
        "There is no ledger: only what the reports hold is known, not what was done before.\n"
        "\nnobody\n"
        "  detected          " +
            shown.findings[1].fingerprint.short_form() +
            "  sample-key, high\n"
            "    in         acme/pay: a\\x1B[31m\\nb (not in HEAD)\n"
            "    since      1970-01-21, now\n"
            "    next       triage: is it a real credential?; due 1970-01-22, in 23 hours\n"
            "\ngroup:a\n"
            "  owned             " +
            shown.findings[0].fingerprint.short_form() +
            "  sample-key, high\n"
            "    in         acme/pay: s.env (not in HEAD)\n"
            "    credential k\n"
            "    since      1970-01-21, now\n"
            "    next       rotate it; overdue since 1970-01-03, 18 days ago\n"
            "\nDue next\n"
            "  1970-01-11  overdue 10 days    rotation of credential:k, group:a\n");
}

TEST_CASE("What is closed is only shown when asked for") {
  Shown shown;
  shown.findings[0].liveness = {
      LivenessState::kRevoked, Timestamp{86'400 * 20}, "live-check", {}, {}, 0, {}};
  const LifecycleStatus status = status_of(shown.input);
  CHECK(status.open() == 1);
  CHECK(status_text(status).find("no longer open") == std::string::npos);
  CHECK(status_text(status).find("; 1 verified-dead") != std::string::npos);
  CHECK(status_text(status, {true, 10}).find("group:a, no longer open") != std::string::npos);
}

}  // namespace keyhound::testing
