// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/answer_judgement.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

constexpr Timestamp kNow{1'800'000'000};

Verifier sample() {
  Verifier verifier;
  verifier.id = "sample-verifier";
  verifier.active = {{{200}, {"id"}, {}, {}}};
  verifier.revoked = {{{401}, {"error"}, {}, {}}};
  return verifier;
}

AnswerJudgement judge(int status, std::string body,
                      std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return judge_answer(sample(), response, {kNow, {}});
}

AnswerJudgement judge(HttpFailure failure) {
  const HttpAnswer failed = tl::unexpected<HttpError>(
      HttpError{failure, "https://hooks.example.com/sample-secret: no answer"});
  return judge_answer(sample(), failed, {kNow, {}});
}

}  // namespace

TEST_CASE("A proof is the end of it, whatever else the answer says") {
  const AnswerJudgement active = judge(200, R"({"id":1})", {{"retry-after", "100"}});
  CHECK((active.liveness.state == LivenessState::kActive));
  CHECK_FALSE(active.may_ask_again);
  CHECK_FALSE(active.is_refusal);
  CHECK_FALSE(active.announced.has_value());
}

TEST_CASE("A refusal of one of several sites proves nothing, and is no refusal of its host") {
  Verifier verifier = sample();
  verifier.other_sites = true;
  HttpResponse response;
  response.status = 401;
  response.body = R"({"error":"x"})";
  RequestSettings settings;
  settings.now = kNow;
  const AnswerJudgement judgement = judge_answer(verifier, response, settings);
  CHECK((judgement.liveness.state == LivenessState::kIndeterminate));
  CHECK(judgement.liveness.reason.find("--endpoint sample-verifier=") != std::string::npos);
  CHECK_FALSE(judgement.may_ask_again);
  CHECK_FALSE(judgement.is_refusal);
  settings.endpoints["sample-verifier"] = "https://sample.example.com";
  CHECK((judge_answer(verifier, response, settings).liveness.state == LivenessState::kRevoked));
}

TEST_CASE("A page in place of an answer is no proof, but a refusal of its host") {
  const AnswerJudgement page =
      judge(401, R"({"error":"x"})", {{"content-type", "text/html; charset=utf-8"}});
  CHECK((page.liveness.state == LivenessState::kIndeterminate));
  CHECK(page.is_refusal);
}

TEST_CASE("A limit may be asked again when it says, also one of status 403") {
  const AnswerJudgement limited = judge(429, "{}", {{"retry-after", "30"}});
  CHECK(limited.liveness.reason == "rate limited (429)");
  CHECK(limited.may_ask_again);
  CHECK(limited.announced->seconds == kNow.seconds + 30);
  const AnswerJudgement spent =
      judge(403, "{}", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000100"}});
  CHECK(spent.liveness.reason == "rate limited (403)");
  CHECK(spent.announced->seconds == 1'800'000'101);
  CHECK_FALSE(judge(429, "{}").announced.has_value());
}

TEST_CASE("An answer that is the provider's and proves nothing is no refusal of its host") {
  const AnswerJudgement other = judge(422, R"({"message":"Validation failed"})");
  CHECK((other.liveness.state == LivenessState::kIndeterminate));
  CHECK_FALSE(other.is_refusal);
  CHECK_FALSE(other.may_ask_again);
  CHECK(judge(403, "<html>", {{"content-type", "Text/HTML"}}).is_refusal);
  CHECK(judge(302, "").is_refusal);
}

TEST_CASE("No reason holds anything of the URL or the answer") {
  for (int i = 0; i <= static_cast<int>(HttpFailure::kOther); ++i) {
    const AnswerJudgement failed = judge(static_cast<HttpFailure>(i));
    CHECK((failed.liveness.state == LivenessState::kIndeterminate));
    CHECK_FALSE(failed.liveness.reason.empty());
    CHECK(failed.liveness.reason.find("sample") == std::string::npos);
    // What could not even be sent says nothing of the host.
    CHECK(failed.is_refusal == (static_cast<HttpFailure>(i) != HttpFailure::kOther));
  }
  CHECK(judge(500, "sample-secret").liveness.reason == "server error (500)");
  CHECK(judge(403, "sample-secret", {{"retry-after", "1"}}).liveness.reason ==
        "rate limited (403)");
}

}  // namespace keyhound
