// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/run_loop.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/scanner/verify/run/planned_requests.h"
#include "tests/scanner/verify/run/simulated_transport.h"

namespace keyhound::testing {
namespace {

using namespace std::chrono_literals;

std::vector<Liveness> run(SimulatedTransport& transport, const PlannedRequests& planned,
                          const VerificationLimits& limits, const OnVerified& on_verified = {},
                          const OnVerificationProgress& on_progress = {}) {
  auto results =
      run_over(transport, planned.candidates, planned.plan, {}, limits, on_verified, on_progress);
  REQUIRE(results.has_value());
  REQUIRE(results->size() == planned.plan.size());
  return *results;
}

std::vector<std::string> secrets_of(const std::vector<SentRequest>& sent) {
  std::vector<std::string> secrets;
  for (const SentRequest& one : sent) secrets.push_back(one.secret);
  return secrets;
}

int count_of(const std::vector<Liveness>& results, LivenessState state) {
  return static_cast<int>(
      std::count_if(results.begin(), results.end(),
                    [state](const Liveness& liveness) { return liveness.state == state; }));
}

SimulatedAnswer limited(const std::string& retry_after) {
  return answer_of(429, "{}", {{"retry-after", retry_after}});
}

}  // namespace

TEST_CASE("Each host is asked in the order of the plan, at its own pace, beside the others") {
  PlannedRequests planned;
  for (int i = 0; i < 20; ++i) {
    planned.add("a.example.com");
    planned.add("b.example.com");
  }
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
  VerificationLimits limits;
  limits.requests_per_second = 4;
  const auto results = run(transport, planned, limits);
  CHECK(count_of(results, LivenessState::kActive) == 40);
  for (const char* host : {"a.example.com", "b.example.com"}) {
    const auto sent = transport.sent_to(host);
    REQUIRE(sent.size() == 20);
    for (std::size_t i = 1; i < sent.size(); ++i) {
      CHECK(std::stoi(sent[i - 1].secret.substr(7)) < std::stoi(sent[i].secret.substr(7)));
      CHECK((sent[i].at - sent[i - 1].at >= 250ms));
    }
  }
  CHECK((transport.elapsed() < 5s));  // not one host after the other
}

TEST_CASE("A result tells who said it, when, and by which status") {
  PlannedRequests planned;
  planned.add("a.example.com");
  SimulatedTransport transport(
      [](const SentRequest&, std::size_t) { return answer_of(401, R"({"error":"no"})"); });
  const Liveness liveness = run(transport, planned, {})[0];
  CHECK((liveness.state == LivenessState::kRevoked));
  CHECK(liveness.source == "live-check");
  CHECK(liveness.verifier == "sample-verifier");
  CHECK(liveness.host == "a.example.com");
  CHECK(liveness.status == 401);
  CHECK(liveness.reason.empty());
  CHECK(liveness.at->seconds >= 1'800'000'000);
}

TEST_CASE("No more connections are open than allowed, and one a host") {
  PlannedRequests planned;
  for (int i = 0; i < 30; ++i) planned.add("h" + std::to_string(i) + ".example.com", 2);
  SimulatedTransport transport([](const SentRequest&, std::size_t) {
    SimulatedAnswer slow = active_answer();
    slow.delay = 3s;
    return slow;
  });
  VerificationLimits limits;
  limits.connections = 7;
  CHECK(count_of(run(transport, planned, limits), LivenessState::kActive) == 60);
  CHECK(transport.most_running() == 7);
  for (const SentRequest& one : transport.sent()) {
    const auto sent = transport.sent_to(one.host);
    CHECK((sent[1].at - sent[0].at >= 3s));
  }
}

TEST_CASE("What is known or skipped is answered without a request, and nobody hears of it") {
  PlannedRequests planned;
  planned.add("a.example.com", 2);
  planned.plan[0].step = PlannedStep::kKnown;
  planned.plan[0].known.state = LivenessState::kExpired;
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
  int heard = 0;
  const auto results = run(transport, planned, {}, [&](const auto& entry, const auto& liveness) {
    ++heard;
    CHECK(entry.candidate == 1);
    CHECK((liveness.state == LivenessState::kActive));
    return Status();
  });
  CHECK((results[0].state == LivenessState::kExpired));
  CHECK(secrets_of(transport.sent()) == std::vector<std::string>{"secret-1"});
  CHECK(heard == 1);
}

TEST_CASE("Retry-After is kept to the second, and the order of the host with it") {
  PlannedRequests planned;
  planned.add("a.example.com", 3);
  std::string form;
  SUBCASE("in seconds") { form = "20"; }
  SUBCASE("as a date") { form = "Fri, 15 Jan 2027 08:00:20 GMT"; }  // 20 s after the simulated now
  SimulatedTransport transport([&](const SentRequest&, std::size_t number) {
    return number == 0 ? limited(form) : active_answer();
  });
  CHECK(count_of(run(transport, planned, {}), LivenessState::kActive) == 3);
  CHECK(secrets_of(transport.sent()) ==
        std::vector<std::string>{"secret-0", "secret-0", "secret-1", "secret-2"});
  CHECK((transport.sent()[1].at >= 20s));
  CHECK((transport.sent()[1].at < 21s));
}

TEST_CASE("A host that wants a longer wait than allowed is given up for this run, said clearly") {
  PlannedRequests planned;
  planned.add("a.example.com", 5);
  planned.add("b.example.com");
  SimulatedTransport transport([](const SentRequest& request, std::size_t) {
    return request.host[0] == 'a' ? limited("7200") : active_answer();
  });
  const auto results = run(transport, planned, {});
  CHECK(secrets_of(transport.sent_to("a.example.com")) ==
        std::vector<std::string>{"secret-0", "secret-1", "secret-2"});
  CHECK((results[0].state == LivenessState::kIndeterminate));
  CHECK(results[0].reason == "rate limited (429)");
  CHECK((results[3].state == LivenessState::kUnchecked));
  CHECK(results[3].reason.find("not asked: its host was given up (rate limited (429)), since it "
                               "wants to be asked again in 2 hours only") == 0);
  CHECK((results[5].state == LivenessState::kActive));
}

TEST_CASE("One credential that is used up delays the others of its host, and no more") {
  PlannedRequests planned;
  planned.add("a.example.com", 4);
  std::string wait;
  SUBCASE("for hours") { wait = "7200"; }
  SUBCASE("again and again") { wait = "1"; }
  SimulatedTransport transport([&](const SentRequest& request, std::size_t) {
    return request.secret == "secret-0" ? limited(wait) : active_answer();
  });
  VerificationLimits limits;
  limits.retries = 10;
  const auto results = run(transport, planned, limits);
  CHECK((results[0].state == LivenessState::kIndeterminate));
  CHECK(count_of(results, LivenessState::kActive) == 3);
  if (wait == "7200") CHECK((transport.elapsed() < 5s));
}

TEST_CASE("Server errors and lost connections are asked again, with growing waits, time-outs not") {
  PlannedRequests planned;
  planned.add("a.example.com", 2);
  std::size_t expected = 4;
  SimulatedAnswer first;
  SUBCASE("server error") { first = answer_of(502, "<html>"); }
  SUBCASE("lost") { first = failed_answer(HttpFailure::kCut); }
  SUBCASE("no connection") { first = failed_answer(HttpFailure::kConnect); }
  SUBCASE("time-out") {
    first = failed_answer(HttpFailure::kTimeout);
    expected = 2;
  }
  SimulatedTransport transport([&](const SentRequest&, std::size_t number) {
    return number < expected - 2 || (expected == 2 && number == 0) ? first : active_answer();
  });
  const auto results = run(transport, planned, {});
  CHECK(transport.sent().size() == expected);
  CHECK((results[1].state == LivenessState::kActive));
  if (expected == 2) {
    CHECK(results[0].reason == "no answer in time");
    return;
  }
  CHECK((results[0].state == LivenessState::kActive));
  CHECK((transport.sent()[1].at >= 500ms));
  CHECK((transport.sent()[2].at - transport.sent()[1].at >= 1s));
}

TEST_CASE("A host that refuses again and again is given up without burning the budget") {
  PlannedRequests planned;
  planned.add("a.example.com", 100);
  planned.add("b.example.com", 5);
  SimulatedAnswer refusal;
  std::size_t sent = 5;
  SUBCASE("server error") {
    refusal = answer_of(503);
    sent = 7;  // two credentials three times, and the third
  }
  SUBCASE("rate limit") {
    refusal = answer_of(429);
    sent = 7;
  }
  SUBCASE("time-out") { refusal = failed_answer(HttpFailure::kTimeout); }
  SUBCASE("no name") { refusal = failed_answer(HttpFailure::kName); }
  SUBCASE("redirect") { refusal = answer_of(302); }
  SUBCASE("page") {
    refusal = answer_of(403, "<html>");
    refusal.answer->headers = {{"content-type", "text/html; charset=utf-8"}};
  }
  SimulatedTransport transport([&](const SentRequest& request, std::size_t) {
    return request.host[0] == 'a' ? refusal : active_answer();
  });
  const auto results = run(transport, planned, {});
  CHECK(transport.sent_to("a.example.com").size() == sent);
  CHECK(count_of(results, LivenessState::kActive) == 5);
  CHECK(count_of(results, LivenessState::kUnchecked) >= 95);
  CHECK(results[99].reason.find(fmt::format("refused {} times in a row", sent)) !=
        std::string::npos);
  CHECK(results[99].reason.find("run again later to go on") != std::string::npos);
}

TEST_CASE("Nothing more is sent to a host with another host's certificate or an internal address") {
  PlannedRequests planned;
  planned.add("a.example.com", 3);
  HttpFailure failure{};
  SUBCASE("certificate") { failure = HttpFailure::kTls; }
  SUBCASE("address") { failure = HttpFailure::kAddress; }
  SimulatedTransport transport(
      [&](const SentRequest&, std::size_t) { return failed_answer(failure); });
  const auto results = run(transport, planned, {});
  CHECK(transport.sent().size() == 1);
  CHECK((results[0].state == LivenessState::kIndeterminate));
  CHECK((results[2].state == LivenessState::kUnchecked));
  CHECK(results[2].reason.find("not asked: its host was given up: ") == 0);
}

TEST_CASE("A host that answers between its refusals is not given up") {
  PlannedRequests planned;
  planned.add("a.example.com", 60);
  SimulatedTransport transport([](const SentRequest&, std::size_t number) {
    return number % 3 == 0 ? answer_of(503) : active_answer();
  });
  CHECK(count_of(run(transport, planned, {}), LivenessState::kActive) == 60);
}

TEST_CASE("The budget of requests counts retries, and what is left over says how to go on") {
  PlannedRequests planned;
  planned.add("a.example.com", 10);
  planned.add("b.example.com", 10);
  SimulatedTransport transport([](const SentRequest&, std::size_t number) {
    return number == 0 ? limited("1") : active_answer();
  });
  VerificationLimits limits;
  limits.requests = 7;
  const auto results = run(transport, planned, limits);
  CHECK(transport.sent().size() == 7);
  CHECK(count_of(results, LivenessState::kActive) == 6);
  CHECK(count_of(results, LivenessState::kUnchecked) == 14);
  CHECK(results[9].reason == "not asked: the limit of 7 requests was reached; run again to go on");
  CHECK(transport.polls() < 100);  // what is on its way was waited for, not asked for in a circle
}

TEST_CASE("What was refused when the budget ended is indeterminate, not unchecked") {
  PlannedRequests planned;
  planned.add("a.example.com", 2);
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return limited("5"); });
  VerificationLimits limits;
  limits.requests = 1;
  const auto results = run(transport, planned, limits);
  CHECK((results[0].state == LivenessState::kIndeterminate));
  CHECK(results[0].status == 429);
  CHECK(
      results[0].reason ==
      "rate limited (429); it was not asked again: the limit of 1 requests was reached; run again "
      "to go on");
  CHECK((results[1].state == LivenessState::kUnchecked));
}

TEST_CASE("The time in all ends a run, and what is on its way then is heard") {
  PlannedRequests planned;
  planned.add("a.example.com", 10);
  VerificationLimits limits;
  limits.time = 3s;
  limits.requests_per_second = 1;
  SUBCASE("of the pace") {
    SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
    const auto results = run(transport, planned, limits);
    CHECK(transport.sent().size() == 3);
    CHECK((transport.elapsed() <= 3s));
    CHECK(count_of(results, LivenessState::kUnchecked) == 7);
    CHECK(results[9].reason ==
          "not asked: the time limit of 3 seconds was reached; run again to go on");
  }
  SUBCASE("of a slow answer") {
    SimulatedTransport transport([](const SentRequest&, std::size_t) {
      SimulatedAnswer slow = active_answer();
      slow.delay = 30s;
      return slow;
    });
    const auto results = run(transport, planned, limits);
    CHECK(transport.sent().size() == 1);
    CHECK((transport.elapsed() == 30s));  // it is heard
    CHECK((results[0].state == LivenessState::kActive));
    CHECK((results[1].state == LivenessState::kUnchecked));
    CHECK(transport.polls() < 200);
  }
  SUBCASE("of a wait that is longer: it ends at once") {
    SimulatedTransport transport([](const SentRequest&, std::size_t) { return limited("40"); });
    const auto results = run(transport, planned, limits);
    CHECK((transport.elapsed() < 1s));
    CHECK(transport.sent().size() == 1);
    CHECK((results[0].state == LivenessState::kIndeterminate));
  }
}

TEST_CASE("A credential that no request can be made of is not sent, and the rest of the host is") {
  PlannedRequests planned;
  planned.add("a.example.com", 3);
  planned.candidates[1].parts.secret = "one\r\nX-Injected: 1";
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
  const auto results = run(transport, planned, {});
  CHECK(secrets_of(transport.sent()) == std::vector<std::string>{"secret-0", "secret-2"});
  CHECK((results[1].state == LivenessState::kUnchecked));
  CHECK(results[1].reason.find("line end") != std::string::npos);
  CHECK(results[1].reason.find("Injected") == std::string::npos);
}

TEST_CASE("No request goes to another host than the plan names") {
  PlannedRequests planned;
  planned.add("a.example.com", 2);
  planned.plan[0].host = "b.example.com";
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
  const auto results = run(transport, planned, {});
  CHECK(secrets_of(transport.sent()) == std::vector<std::string>{"secret-1"});
  CHECK(results[0].reason == "not asked: the credential leads to another host than the plan names");
}

TEST_CASE("An error of the one who hears of results ends the run") {
  PlannedRequests planned;
  planned.add("a.example.com", 5);
  SimulatedTransport transport([](const SentRequest&, std::size_t) { return active_answer(); });
  const auto results = run_over(transport, planned.candidates, planned.plan, {}, {},
                                [](const auto&, const auto&) -> Status {
                                  return fail(ErrorKind::kUnreadable, "the disk is full");
                                },
                                {});
  REQUIRE_FALSE(results.has_value());
  CHECK(results.error().message == "the disk is full");
  CHECK(transport.sent().size() == 1);
}

TEST_CASE("Progress is told while hosts are waited for, up to the end") {
  PlannedRequests planned;
  planned.add("a.example.com", 3);
  SimulatedTransport transport([](const SentRequest&, std::size_t number) {
    return number == 0 ? limited("10") : active_answer();
  });
  std::vector<std::size_t> told;
  run(transport, planned, {}, {}, [&](std::size_t done, std::size_t total) {
    CHECK(total == 3);
    told.push_back(done);
  });
  CHECK(told.size() > 20);
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == 3);
}

TEST_CASE("10,000 credentials of 50 hosts, some limited, are each asked to the end, in order") {
  PlannedRequests planned;
  for (int i = 0; i < 10'000; ++i) planned.add("h" + std::to_string(i * 7 % 50) + ".example.com");
  // Each at most once: a host that refuses five times in a row is given up.
  std::set<std::string> refused;
  SimulatedTransport transport([&refused](const SentRequest& request, std::size_t number) {
    const bool is_limited = number % 11 == 0;
    if ((!is_limited && number % 13 != 0) || !refused.insert(request.secret).second)
      return active_answer();
    return is_limited ? limited("2") : failed_answer(HttpFailure::kCut);
  });
  VerificationLimits limits;
  limits.retries = 20;
  CHECK(count_of(run(transport, planned, limits), LivenessState::kActive) == 10'000);
  std::map<std::string, int> last;
  bool is_in_order = true;
  for (const SentRequest& one : transport.sent()) {
    const int number = std::stoi(one.secret.substr(7));
    const auto [known, is_new] = last.emplace(one.host, number);
    is_in_order = is_in_order && known->second <= number;
    known->second = number;
  }
  CHECK(is_in_order);
  CHECK(last.size() == 50);
  CHECK(transport.most_running() <= limits.connections);
}

}  // namespace keyhound::testing
