// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_check.h"

#include "policies/json.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

const Timestamp kNow = *parse_timestamp("2026-11-23T09:00:00Z");

std::string fingerprint_of(const std::string& secret) {
  return sample_finding(secret).fingerprint.short_form();
}

std::string entry(const std::string& id, const std::string& secret, const std::string& more) {
  return "  - {id: " + id + ", identity: {fingerprints: [\"" + fingerprint_of(secret) + "\"]}" +
         more + "}\n";
}

Finding found(const std::string& secret, LivenessState state, const std::string& reason = "") {
  Finding finding = sample_finding(secret);
  finding.occurrences[0].location.start = {3, 1};
  finding.liveness = {state, std::nullopt, "live-check", "pat", "api.example.com", 0, reason};
  if (state != LivenessState::kUnchecked) finding.liveness.at = kNow;
  return finding;
}

RevokedCheck check(const std::string& entries, std::vector<Finding> findings) {
  const Registry registry = registry_of("credentials:\n" + entries);
  judge(input_of(&registry, kNow), findings);
  return check_revoked(registry, findings, kNow);
}

using enum LivenessState;

}  // namespace

TEST_CASE("Each entry that is called revoked has an outcome, the worst first") {
  const RevokedCheck all = check(
      entry("refused", "r", ", status: revoked") + entry("gone", "g", ", status: revoked") +
          entry("untold", "u", ", status: revoked") + entry("works", "w", ", status: retired") +
          entry("in-use", "i", "") + "  - {id: nameless, status: revoked}\n",
      {found("r", kRevoked), found("u", kIndeterminate, "rate limited (429)"), found("w", kActive),
       found("i", kActive)});
  std::vector<std::string> outcomes;
  for (const RevokedEntry& one : all.entries)
    outcomes.push_back(one.credential + " " + std::string(to_string(one.outcome)));
  CHECK(outcomes == std::vector<std::string>{"works works", "untold untold", "gone no-value",
                                             "nameless no-value", "refused refused"});
  CHECK(all.counts == std::array<std::size_t, kRevokedOutcomes>{1, 1, 2, 1});
  CHECK(all.entries[2].missing == std::vector<std::string>{fingerprint_of("g")});
}

TEST_CASE("What was not checked is untold, and of several values the worst decides") {
  const std::string two = "  - {id: a, status: revoked, identity: {fingerprints: [\"" +
                          fingerprint_of("s") + "\", \"" + fingerprint_of("t") + "\"]}}\n";
  const auto outcome = [&two](std::vector<Finding> findings) {
    return std::string(to_string(check(two, std::move(findings)).entries.at(0).outcome));
  };
  CHECK(outcome({found("s", kRevoked), found("t", kExpired)}) == "refused");
  CHECK(outcome({found("s", kRevoked)}) == "no-value");
  CHECK(outcome({found("s", kRevoked), found("t", kUnchecked)}) == "untold");
  CHECK(outcome({found("s", kActive), found("t", kUnchecked)}) == "works");
  CHECK(outcome({}) == "no-value");
}

TEST_CASE("Of an entry in use only the replaced value counts") {
  const RevokedCheck one =
      check("  - {id: a, identity: {fingerprints: [{value: \"" + fingerprint_of("s") +
                "\", to: 2026-11-01}, \"" + fingerprint_of("t") + "\"]}}\n",
            {found("s", kRevoked), found("t", kActive)});
  REQUIRE(one.entries.size() == 1);
  CHECK(one.entries[0].outcome == RevokedOutcome::kRefused);
  REQUIRE(one.entries[0].found.size() == 1);
  CHECK(one.entries[0].found[0].call.why == RevokedBecause::kReplaced);
}

TEST_CASE("A value under two rules is told once, by what its checks told") {
  Finding other = found("s", kUnchecked);
  other.rule_id = "other-key";
  const RevokedCheck one =
      check(entry("a", "s", ", status: revoked"), {other, found("s", kActive)});
  REQUIRE(one.entries[0].found.size() == 1);
  CHECK(one.entries[0].found[0].rule == "sample-key");
  CHECK(one.entries[0].outcome == RevokedOutcome::kWorks);
}

TEST_CASE("A value that is tied by its place alone says nothing about the entry") {
  const RevokedCheck one =
      check("  - {id: a, status: revoked, identity: {locators: [{path: s.env}]}}\n",
            {found("s", kRevoked)});
  CHECK(one.entries[0].outcome == RevokedOutcome::kNoValue);
}

TEST_CASE("People read what still works, who owns it and what to do about values that lack") {
  Finding finding = found("w", kActive);
  finding.occurrences[0].location.path = "a\x1b[31m.env";
  const std::string text =
      revoked_check_text(check(entry("works", "w", ", status: revoked, owner: {accountable: a}") +
                                   entry("gone", "g", ", lifecycle: {revoked: {at: 2026-11-01}}"),
                               {finding}));
  CHECK(text.find("2 called revoked: 1 still works, 0 untold, 1 without a value to verify, 0 "
                  "refused\n") == 0);
  CHECK(text.find("works     works, a; status revoked\n") != std::string::npos);
  CHECK(text.find("active on 2026-11-23 by pat at api.example.com\n") != std::string::npos);
  CHECK(text.find(".env:3\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("no-value  gone, nobody; revoked on 2026-11-01\n  " + fingerprint_of("g") +
                  "  no value to verify\n") != std::string::npos);
  CHECK(text.find("--secrets") != std::string::npos);
  CHECK(revoked_check_text(check(entry("a", "s", ""), {})) ==
        "The registry calls nothing revoked.\n");
}

TEST_CASE("Programs read the same as JSON") {
  const Json json = *parse_json(
      revoked_check_json(check(entry("works", "w", ", status: revoked") +
                                   "  - {id: nameless, lifecycle: {revoked: {at: 2026-11-01}}}\n",
                               {found("w", kActive)})));
  CHECK(json["schema"] == "keyhound.dev/revoked/v1");
  CHECK(json["outcomes"] == Json({{"works", 1}, {"untold", 0}, {"no-value", 1}, {"refused", 0}}));
  CHECK(json["entries"][0]["credential"] == "works");
  CHECK(json["entries"][0]["found"][0]["liveness"]["state"] == "active");
  CHECK(json["entries"][0]["found"][0]["called"]["why"] == "status revoked");
  CHECK(json["entries"][1]["outcome"] == "no-value");
  CHECK(json["entries"][1]["called"]["since"] == "2026-11-01T00:00:00Z");
}

}  // namespace keyhound::testing
