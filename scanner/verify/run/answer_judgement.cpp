// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/answer_judgement.h"

#include <fmt/format.h>

#include <utility>

#include "scanner/http/rate_limit.h"
#include "scanner/verify/classify.h"

namespace keyhound {
namespace {

std::string_view reason_of(HttpFailure failure) {
  switch (failure) {
    case HttpFailure::kName:
      return "the name of its host is not known";
    case HttpFailure::kConnect:
      return "no connection";
    case HttpFailure::kTls:
      return "the connection is not secure: the certificate is not that of the host";
    case HttpFailure::kTimeout:
      return "no answer in time";
    case HttpFailure::kCut:
      return "the connection was lost";
    case HttpFailure::kTooLarge:
      return "an answer that is too large";
    case HttpFailure::kRedirect:
      return "redirected to another host";
    case HttpFailure::kAddress:
      return "its host has an address that is not of the public internet (--allow-internal)";
    case HttpFailure::kMalformed:
      return "what came is no HTTP";
    case HttpFailure::kOther:
      break;
  }
  return "the request failed";
}

void judge_failure(HttpFailure failure, AnswerJudgement& judgement) {
  judgement.liveness.reason = reason_of(failure);
  // What was not even sent says nothing of the host.
  judgement.is_refusal = failure != HttpFailure::kOther;
  // A time-out is not asked again: the secret was sent, and each attempt would cost as much.
  judgement.may_ask_again = failure == HttpFailure::kConnect || failure == HttpFailure::kCut;
  judgement.ends_host = failure == HttpFailure::kTls || failure == HttpFailure::kAddress;
}

void judge_response(const Verifier& verifier, const HttpResponse& response,
                    const RequestSettings& settings, AnswerJudgement& judgement) {
  Liveness& liveness = judgement.liveness;
  liveness.status = response.status;
  Classification found = classify(verifier, response, settings);
  liveness.state = found.state;
  liveness.reason = std::move(found.reason);
  if (found.state != LivenessState::kIndeterminate) return;
  const bool is_limited = is_rate_limited(response, settings.now);
  const bool is_fault = response.status >= 500;
  if (is_limited) liveness.reason = fmt::format("rate limited ({})", response.status);
  judgement.may_ask_again = is_limited || is_fault;
  const bool is_redirect = response.status >= 300 && response.status < 400;
  judgement.is_refusal = judgement.may_ask_again || is_redirect || is_page(response);
  if (judgement.may_ask_again) judgement.announced = announced_end(response, settings.now);
}

}  // namespace

AnswerJudgement judge_answer(const Verifier& verifier, const HttpAnswer& answer,
                             const RequestSettings& settings) {
  AnswerJudgement judgement;
  judgement.liveness.state = LivenessState::kIndeterminate;
  judgement.liveness.at = settings.now;
  judgement.liveness.source = "live-check";
  judgement.liveness.verifier = verifier.id;
  if (answer)
    judge_response(verifier, *answer, settings, judgement);
  else
    judge_failure(answer.error().failure, judgement);
  return judgement;
}

}  // namespace keyhound
