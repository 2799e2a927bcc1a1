// SPDX-License-Identifier: Apache-2.0
// Every verifier of the default rules, over HTTPS: its own answers and those of anybody's
// infrastructure, sent by a server on the loopback, are taken for what docs/VERIFIERS.md says.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "scanner/http/http_url.h"
#include "scanner/rules/rule_file.h"
#include "scanner/verify/run/verification_run.h"
#include "scanner/verify/verification_request.h"
#include "scanner/verify/verifier_trial.h"
#include "tests/support/build_places.h"
#include "tests/support/tls_server.h"

namespace keyhound::testing {
namespace {

using namespace std::chrono_literals;
using Fault = TlsAnswer::Fault;

TlsAnswer served(const HttpResponse& response) {
  TlsAnswer answer;
  answer.status = response.status;
  answer.headers = response.headers;
  answer.body = response.body;
  return answer;
}

// One answer that a verifier gets, and what is to be made of it.
struct Case {
  const Verifier* verifier = nullptr;
  std::string name;
  TlsAnswer answer;
  LivenessState expected = LivenessState::kIndeterminate;
  std::string reason;         // empty: any
  std::size_t requests = 1;   // with what is asked again
  bool may_be_fewer = false;  // a connection that took longer than the time for all
};

// What all hosts answer in one run, and what they were asked.
class Provider {
 public:
  Provider()
      : server_([this](const TlsRequest& request) { return answer_to(request); },
                {[this](const std::string&) { return certificate_.load(); }, false}) {}

  void set(std::map<std::string, TlsAnswer> answers, TlsCertificate certificate) {
    const std::lock_guard lock(mutex_);
    answers_ = std::move(answers);
    certificate_ = certificate;
    asked_.clear();
  }
  [[nodiscard]] std::multiset<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  [[nodiscard]] const TlsServer& server() const { return server_; }

 private:
  TlsAnswer answer_to(const TlsRequest& request) {
    const std::lock_guard lock(mutex_);
    asked_.insert(request.host);
    const auto found = answers_.find(request.host);
    return found == answers_.end() ? TlsAnswer(status_answer(500)) : found->second;
  }

  mutable std::mutex mutex_;
  std::map<std::string, TlsAnswer> answers_;
  std::multiset<std::string> asked_;
  std::atomic<TlsCertificate> certificate_{TlsCertificate::kRight};
  TlsServer server_;
};

std::string host_of(const Verifier& verifier) {
  const auto request =
      verification_request(verifier, sample_parts(verifier), sample_settings(verifier));
  REQUIRE_MESSAGE(request.has_value(), verifier.id);
  const auto url = parse_http_url(request->url);
  REQUIRE(url.has_value());
  return url->host;
}

struct Outcome {
  std::vector<Liveness> results;
  std::multiset<std::string> asked;
};

// REQUIRES: each case is of another host.
Outcome run_cases(Provider& provider, const std::vector<const Case*>& cases,
                  TlsCertificate certificate, std::chrono::milliseconds timeout) {
  std::map<std::string, TlsAnswer> answers;
  std::vector<VerificationCandidate> candidates(cases.size());
  std::vector<PlannedVerification> plan(cases.size());
  RequestSettings settings;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Verifier& verifier = *cases[i]->verifier;
    candidates[i].parts = sample_parts(verifier);
    plan[i].candidate = i;
    plan[i].step = PlannedStep::kRequest;
    plan[i].verifier = &verifier;
    plan[i].host = host_of(verifier);
    answers[plan[i].host] = cases[i]->answer;
    for (const auto& endpoint : sample_settings(verifier).endpoints)
      settings.endpoints.insert(endpoint);
  }
  provider.set(std::move(answers), certificate);
  HttpOptions http;
  http.ca_file = provider.server().ca_file();
  http.connect_to = {provider.server().connect_to()};
  http.largest_body = 64U << 10U;
  http.timeout = timeout;
  VerificationLimits limits;
  limits.requests_per_second = 0;
  limits.connections = 128;
  limits.retries = 1;
  limits.longest_wait = 0s;
  auto results = run_verification(candidates, plan, settings, http, limits, {});
  REQUIRE(results.has_value());
  return {std::move(*results), provider.asked()};
}

// Hosts of several verifiers are asked in several runs: what one host answers is another's.
std::vector<std::vector<const Case*>> rounds_of(const std::vector<Case>& cases) {
  std::vector<std::vector<const Case*>> rounds;
  std::map<std::string, std::size_t> seen;
  for (const Case& one : cases) {
    const std::size_t round = seen[host_of(*one.verifier)]++;
    if (round == rounds.size()) rounds.emplace_back();
    rounds[round].push_back(&one);
  }
  return rounds;
}

void check_cases(Provider& provider, const std::vector<Case>& cases,
                 TlsCertificate certificate = TlsCertificate::kRight,
                 std::chrono::milliseconds timeout = 20s) {
  for (const auto& round : rounds_of(cases)) {
    const Outcome outcome = run_cases(provider, round, certificate, timeout);
    std::size_t requests = 0;
    for (std::size_t i = 0; i < round.size(); ++i) {
      const Case& one = *round[i];
      const Liveness& result = outcome.results[i];
      CAPTURE(one.verifier->id);
      CAPTURE(one.name);
      CAPTURE(result.reason);
      CHECK(to_string(result.state) == to_string(one.expected));
      if (!one.reason.empty()) CHECK(result.reason == one.reason);
      CHECK(result.verifier == one.verifier->id);
      const std::size_t asked = outcome.asked.count(result.host);
      CHECK((asked == one.requests || (one.may_be_fewer && asked < one.requests)));
      requests += asked;
    }
    // Nobody else was asked: no redirect was followed.
    CHECK(outcome.asked.size() == requests);
  }
}

const std::vector<Verifier>& default_verifiers() {
  static const std::vector<Verifier> kVerifiers = [] {
    auto file = load_rule_files(std::string(kSourceDir) + "/rules");
    REQUIRE(file.has_value());
    return std::move(file->verifiers);
  }();
  return kVerifiers;
}

TlsAnswer active_answer_of(const Verifier& verifier) {
  for (const RecordedAnswer& answer : verifier.answers)
    if (answer.state == LivenessState::kActive) return served(recorded_response(answer));
  return TlsAnswer(json_answer("{}"));
}

std::vector<Case> cases_of(const std::string& name, const std::string& reason, std::size_t requests,
                           const std::function<TlsAnswer(const Verifier&)>& make) {
  std::vector<Case> cases;
  for (const Verifier& verifier : default_verifiers())
    cases.push_back(
        {&verifier, name, make(verifier), LivenessState::kIndeterminate, reason, requests});
  return cases;
}

TlsAnswer cut_in_the_middle(const Verifier& verifier, Fault fault) {
  TlsAnswer answer = active_answer_of(verifier);
  answer.fault = fault;
  answer.cut_after = answer.body.size() / 2;
  return answer;
}

}  // namespace

TEST_CASE("Every verifier takes its own recorded answers for what they are, over HTTPS") {
  Provider provider;
  std::size_t proofs = 0;
  for (std::size_t number = 0;; ++number) {
    std::vector<Case> cases;
    for (const Verifier& verifier : default_verifiers()) {
      if (number >= verifier.answers.size()) continue;
      const RecordedAnswer& answer = verifier.answers[number];
      const HttpResponse response = recorded_response(answer);
      const bool is_asked_again = judge_answer(verifier, response, {now(), {}}).may_ask_again;
      cases.push_back({&verifier, "answer " + std::to_string(number), served(response),
                       answer.state, "", is_asked_again ? 2U : 1U});
      proofs += answer.state == LivenessState::kIndeterminate ? 0 : 1;
    }
    if (cases.empty()) break;
    check_cases(provider, cases);
  }
  MESSAGE(default_verifiers().size() << " verifiers, " << proofs << " proofs replayed");
  CHECK(proofs >= 2 * default_verifiers().size());
}

TEST_CASE("No verifier takes an answer of anybody's infrastructure for a proof, over HTTPS") {
  Provider provider;
  for (const CommonAnswer& common : common_answers()) {
    if (!common.answer) continue;  // replayed below
    CAPTURE(common.name);
    TlsAnswer answer = served(*common.answer);
    const bool is_redirect = answer.status == 302;
    if (is_redirect)
      answer.headers.emplace_back("Location", "http://169.254.169.254/latest/meta-data/");
    const bool is_asked_again = answer.status == 429 || answer.status >= 500;
    check_cases(provider, cases_of(common.name, "", is_asked_again ? 2 : 1,
                                   [&](const Verifier&) { return answer; }));
  }
}

TEST_CASE("No verifier takes half of a proof for one: slow, cut and endless answers, over HTTPS") {
  Provider provider;
  const auto check = [&](const char* name, const char* reason, std::size_t requests,
                         const std::function<TlsAnswer(const Verifier&)>& make,
                         std::chrono::milliseconds timeout) {
    CAPTURE(name);
    auto cases = cases_of(name, reason, requests, make);
    for (Case& one : cases) one.may_be_fewer = timeout < 1s;
    check_cases(provider, cases, TlsCertificate::kRight, timeout);
  };
  check(
      "slow", "no answer in time", 1,
      [](const Verifier& verifier) {
        return TlsAnswer::with(Fault::kNever, active_answer_of(verifier));
      },
      400ms);
  check(
      "slow in the middle", "", 1,
      [](const Verifier& verifier) { return cut_in_the_middle(verifier, Fault::kNeverOn); }, 400ms);
  check(
      "reset", "the connection was lost", 2,
      [](const Verifier& verifier) {
        return TlsAnswer::with(Fault::kReset, active_answer_of(verifier));
      },
      20s);
  check(
      "reset in the middle", "the connection was lost", 2,
      [](const Verifier& verifier) { return cut_in_the_middle(verifier, Fault::kResetOn); }, 20s);
  check(
      "endless", "an answer that is too large", 1,
      [](const Verifier&) {
        return TlsAnswer::with(Fault::kEndless, json_answer(std::string(16'384, ' ')));
      },
      20s);
}

TEST_CASE("No secret is sent where the certificate is another host's, over HTTPS") {
  Provider provider;
  check_cases(provider,
              cases_of("other-certificate",
                       "the connection is not secure: the certificate is not that of the host", 0,
                       active_answer_of),
              TlsCertificate::kOfOtherHost);
}

}  // namespace keyhound::testing
