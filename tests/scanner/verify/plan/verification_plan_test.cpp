// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/plan/verification_plan.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/base/text_encode.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

constexpr const char* kSecret = "not-a-real-value";

RuleSet rules_of(const std::vector<std::string>& ids) {
  RuleSet rules;
  for (const std::string& id : ids) {
    Rule rule;
    rule.id = id;
    rule.provider = "Acme";
    rules.rules.push_back(rule);
  }
  return rules;
}

Verifier verifier_of(const std::string& rule, const std::string& url) {
  Verifier verifier;
  verifier.id = rule + "-check";
  verifier.rules = {rule};
  verifier.url = url;
  verifier.bearer = "{secret}";
  verifier.read_only = true;
  return verifier;
}

VerificationCandidate candidate_of(const std::string& rule) {
  VerificationCandidate candidate;
  candidate.rule_id = rule;
  candidate.provider = "Acme";
  candidate.fingerprint = "kh1:" + rule;
  candidate.parts.secret = kSecret;
  return candidate;
}

struct Planned {
  Planned() {
    const RuleSet rules = rules_of({"token", "pair", "id", "own", "unknown"});
    Verifier pair = verifier_of("pair", "https://api.acme.example/pair");
    pair.bearer.clear();
    pair.basic = "{part:id}:{secret}";
    auto made = VerifierSet::create({verifier_of("token", "https://api.acme.example/me"), pair,
                                     verifier_of("own", "{endpoint}/api/me")},
                                    rules);
    REQUIRE(made.has_value());
    verifiers = std::move(*made);
    settings.request.now = Timestamp{1'900'000'000};
  }
  void allow(const std::string& entry) {
    auto list = AllowList::create({entry}, {"Acme"});
    REQUIRE(list.has_value());
    settings.allowed = *list;
  }
  PlannedVerification plan(const VerificationCandidate& candidate) const {
    auto all = plan_verification({candidate}, verifiers, settings);
    REQUIRE(all.size() == 1);
    CHECK(all[0].request.find(kSecret) == std::string::npos);
    CHECK(all[0].known.reason.find(kSecret) == std::string::npos);
    return all[0];
  }
  VerifierSet verifiers;
  PlanSettings settings;
};

}  // namespace

TEST_CASE("A plan asks the host that is allowed") {
  Planned with;
  with.allow("api.acme.example");
  const PlannedVerification entry = with.plan(candidate_of("token"));
  CHECK(entry.step == PlannedStep::kRequest);
  CHECK(entry.host == "api.acme.example");
  CHECK(entry.request == "GET https://api.acme.example/me, bearer {secret}");
  CHECK(entry.verifier->id == "token-check");
}

TEST_CASE("A plan asks nobody who is not allowed, and says how to allow it") {
  const Planned with;
  const PlannedVerification entry = with.plan(candidate_of("token"));
  CHECK(entry.step == PlannedStep::kSkip);
  CHECK(entry.cause == SkipCause::kNotAllowed);
  CHECK(entry.known.state == LivenessState::kUnchecked);
  CHECK(entry.known.reason == "api.acme.example is not allowed");
  CHECK(entry.next_step == "add --allow api.acme.example");
}

TEST_CASE("A plan leaves out what no verifier is for") {
  Planned with;
  with.allow("*");
  const PlannedVerification entry = with.plan(candidate_of("unknown"));
  CHECK(entry.cause == SkipCause::kNoVerifier);
  CHECK(entry.known.reason == "nothing verifies unknown");
}

TEST_CASE("A plan leaves out what lacks a part, and names the part") {
  Planned with;
  with.allow("Acme");
  VerificationCandidate candidate = candidate_of("pair");
  const PlannedVerification entry = with.plan(candidate);
  CHECK(entry.cause == SkipCause::kLacks);
  CHECK(entry.known.reason.find("the part id") != std::string::npos);
  candidate.parts.parts["id"] = "1";
  CHECK(with.plan(candidate).step == PlannedStep::kRequest);
}

TEST_CASE("A plan leaves out a credential with a line end in it") {
  Planned with;
  with.allow("Acme");
  VerificationCandidate candidate = candidate_of("token");
  candidate.parts.secret = "a\r\nX-Evil: 1";
  const PlannedVerification entry = with.plan(candidate);
  CHECK(entry.cause == SkipCause::kLacks);
  CHECK(entry.known.reason.find("X-Evil") == std::string::npos);
}

TEST_CASE("A plan leaves out a credential with a tab, which no header is sent with") {
  Planned with;
  with.allow("Acme");
  VerificationCandidate candidate = candidate_of("token");
  candidate.parts.secret = "a\tb";
  CHECK(with.plan(candidate).cause == SkipCause::kLacks);
}

TEST_CASE("A provider does not allow the host of a probe, which what was scanned names") {
  Planned with;
  VerificationCandidate candidate = candidate_of("database-url-postgresql");
  candidate.parts.identity = {{"user", "app"}, {"host", "db.acme.example"}};
  with.allow("Acme");
  const PlannedVerification entry = with.plan(candidate);
  REQUIRE(entry.probe != nullptr);
  CHECK(entry.cause == SkipCause::kNotAllowed);
  CHECK(entry.next_step == "add --allow db.acme.example");
  for (const char* host : {"db.acme.example", "*.acme.example"}) {
    with.allow(host);
    CHECK(with.plan(candidate).step == PlannedStep::kProbe);
  }
}

TEST_CASE("A plan needs to know where the user's own installation stands") {
  Planned with;
  with.allow("own.example");
  const PlannedVerification entry = with.plan(candidate_of("own"));
  CHECK(entry.cause == SkipCause::kNoEndpoint);
  CHECK(entry.next_step == "add --endpoint own-check=https://HOST");
  with.settings.request.endpoints["own-check"] = "https://own.example";
  const PlannedVerification known = with.plan(candidate_of("own"));
  CHECK(known.step == PlannedStep::kRequest);
  CHECK(known.host == "own.example");
  CHECK(known.request == "GET https://own.example/api/me, bearer {secret}");
  with.settings.request.endpoints["token-check"] = "https://own.example";
  CHECK(with.plan(candidate_of("token")).request == "GET https://own.example/me, bearer {secret}");
}

TEST_CASE("A plan asks for nothing that is known from earlier") {
  Planned with;
  with.settings.known = [](const VerificationCandidate& candidate,
                           const PlannedVerification& entry) -> std::optional<Liveness> {
    CHECK_FALSE(entry.host.empty());
    if (candidate.rule_id != "token") return std::nullopt;
    Liveness liveness;
    liveness.state = LivenessState::kRevoked;
    return liveness;
  };
  CHECK(with.plan(candidate_of("token")).step == PlannedStep::kKnown);
  CHECK(with.plan(candidate_of("token")).known.state == LivenessState::kRevoked);
  CHECK(with.plan(candidate_of("pair")).step == PlannedStep::kSkip);
}

TEST_CASE("A plan takes an offline proof before what is known from earlier") {
  Planned with;
  with.allow("*");
  with.settings.known = [](const VerificationCandidate&,
                           const PlannedVerification&) -> std::optional<Liveness> {
    Liveness liveness;
    liveness.state = LivenessState::kActive;
    return liveness;
  };
  VerificationCandidate candidate = candidate_of("token");
  candidate.has_wrong_checksum = true;
  const PlannedVerification entry = with.plan(candidate);
  CHECK(entry.step == PlannedStep::kKnown);
  CHECK(entry.known.state == LivenessState::kIndeterminate);
}

TEST_CASE("A plan asks about no secret with a part that a rule of what is scanned found") {
  Planned with;
  with.allow("*");
  with.settings.foreign_rules = {"id"};
  VerificationCandidate candidate = candidate_of("pair");
  candidate.parts.parts["id"] = "somebody-elses-key";
  const PlannedVerification entry = with.plan(candidate);
  CHECK(entry.step == PlannedStep::kSkip);
  CHECK(entry.known.reason == "id is a rule of what is scanned");
}

TEST_CASE("A plan asks about no rule that what is scanned brings along") {
  Planned with;
  with.allow("*");
  with.settings.foreign_rules = {"token"};
  const PlannedVerification entry = with.plan(candidate_of("token"));
  CHECK(entry.cause == SkipCause::kNoVerifier);
  CHECK(entry.known.reason == "token is a rule of what is scanned");
}

TEST_CASE("A plan asks no more than the bound, and keeps the order") {
  Planned with;
  with.allow("*");
  with.settings.requests = 2;
  const std::vector<VerificationCandidate> candidates = {
      candidate_of("token"), candidate_of("unknown"), candidate_of("token"), candidate_of("token")};
  const auto plan = plan_verification(candidates, with.verifiers, with.settings);
  REQUIRE(plan.size() == 4);
  CHECK(plan[0].step == PlannedStep::kRequest);
  CHECK(plan[1].cause == SkipCause::kNoVerifier);
  CHECK(plan[2].step == PlannedStep::kRequest);
  CHECK(plan[3].cause == SkipCause::kOverBound);
  for (std::size_t i = 0; i < plan.size(); ++i) CHECK(plan[i].candidate == i);
}

TEST_CASE("Each cause has a name of its own") {
  CHECK(to_string(SkipCause::kNone).empty());
  CHECK(to_string(SkipCause::kCanary) == "canary");
  CHECK(to_string(SkipCause::kOverBound) == "over the bound");
}

}  // namespace keyhound
