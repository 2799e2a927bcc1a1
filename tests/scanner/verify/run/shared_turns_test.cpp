// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/shared_turns.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "scanner/model/fingerprint.h"
#include "scanner/verify/run/run_loop.h"
#include "tests/scanner/verify/run/planned_requests.h"
#include "tests/scanner/verify/run/simulated_transport.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* kHost = "a.example.com";

// Processes that share a folder and a clock.
struct SharedRun {
  TempDir dir;
  std::chrono::microseconds time{1'800'000'000'000'000};
  const SimulatedTransport* transport = nullptr;  // whose time passes, too

  SharedTurns open() {
    auto turns = SharedTurns::open(
        dir / "run", [this] { return transport == nullptr ? time : time + transport->elapsed(); });
    INFO((turns ? std::string() : turns.error().message));
    REQUIRE(turns.has_value());
    return std::move(*turns);
  }
};

// A process of the run. Time passes in it, and has passed when it is over.
std::vector<Liveness> run(SharedRun& shared, SimulatedTransport& transport,
                          const PlannedRequests& requests, std::uint64_t most = 0) {
  SharedTurns turns = shared.open();
  VerificationLimits limits;
  limits.requests = most;
  limits.turns = &turns;
  shared.transport = &transport;
  auto results = run_over(transport, requests.candidates, requests.plan, {}, limits, {}, {});
  shared.transport = nullptr;
  shared.time += transport.elapsed();
  INFO((results ? std::string() : results.error().message));
  REQUIRE(results.has_value());
  return *results;
}

// Credentials "secret-0", ... as scans tell them.
PlannedRequests planned(int count) {
  PlannedRequests requests;
  requests.add(kHost, count);
  for (VerificationCandidate& one : requests.candidates)
    one.fingerprint = fingerprint(FingerprintKey(), "sample", one.parts.secret).short_form();
  return requests;
}

SimulatedTransport answering(SimulatedAnswer (*answer)()) {
  return SimulatedTransport([answer](const SentRequest&, std::size_t) { return answer(); });
}

SimulatedAnswer firewall() { return answer_of(403, "{}"); }

}  // namespace

TEST_CASE("Only one process has a host's turn, and its pace holds for the next") {
  SharedRun shared;
  SharedTurns one = shared.open();
  SharedTurns other = shared.open();
  REQUIRE(*one.take(kHost));
  CHECK(one.holds(kHost));
  CHECK_FALSE(*other.take(kHost));
  CHECK(*other.take("b.example.com"));
  CHECK(one.set_pace(kHost, {30s, 2, "it is \n given up"}));
  one.leave(kHost);
  shared.time += 10s;
  REQUIRE(*other.take(kHost));
  const auto pace = other.pace(kHost);
  REQUIRE(pace.has_value());
  CHECK((pace->wait == 20s));
  CHECK(pace->refusals == 2);
  CHECK(pace->given_up.find("given up") != std::string::npos);
  shared.time += 1h;
  CHECK((other.pace(kHost)->wait == 0s));
}

TEST_CASE("A clock that is set back makes no wait longer") {
  SharedRun shared;
  SharedTurns turns = shared.open();
  REQUIRE(*turns.take(kHost));
  CHECK(turns.set_pace(kHost, {30s, 0, ""}));
  shared.time -= 24h;
  CHECK((turns.pace(kHost)->wait == 30s));
  CHECK((turns.elapsed() == 0s));
}

TEST_CASE("A pace that cannot be read makes the next one wait") {
  SharedRun shared;
  SharedTurns turns = shared.open();
  REQUIRE(*turns.take(kHost));
  CHECK(turns.set_pace(kHost, {1s, 0, ""}));
  for (const auto& file : std::filesystem::directory_iterator(shared.dir / "run"))
    if (file.path().extension() == ".turn") std::ofstream(file.path()) << "torn";
  CHECK((turns.pace(kHost)->wait == 60s));
}

TEST_CASE("All processes of a run together send no more requests than it may") {
  SharedRun shared;
  SharedTurns one = shared.open();
  shared.time += 5s;
  SharedTurns other = shared.open();
  CHECK((other.elapsed() == 5s));
  CHECK(*one.spend(3));
  CHECK(*other.spend(3));
  CHECK(*one.spend(3));
  CHECK_FALSE(*other.spend(3));
  CHECK(*other.spent() == 3);
  CHECK(*other.spend(0));
}

TEST_CASE("What nobody who verifies wrote ends a run") {
  SharedRun shared;
  shared.open();
  std::ofstream(shared.dir / "run/budget") << "many\n";
  const auto refused = SharedTurns::open(shared.dir / "run");
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().kind == ErrorKind::kConfiguration));
}

TEST_CASE("A credential that another process of the run asked about is not asked about again") {
  SimulatedAnswer (*answer)() = active_answer;
  LivenessState state = LivenessState::kActive;
  SUBCASE("what works") {}
  SUBCASE("an answer that proves nothing") {
    answer = firewall;
    state = LivenessState::kIndeterminate;
  }
  SharedRun shared;
  const PlannedRequests requests = planned(3);
  SimulatedTransport first = answering(answer);
  const auto asked = run(shared, first, requests);
  CHECK(first.sent().size() == 3);
  SimulatedTransport second = answering(answer);
  const auto known = run(shared, second, requests);
  CHECK(second.sent().empty());
  REQUIRE(known.size() == 3);
  for (std::size_t i = 0; i < known.size(); ++i) {
    CHECK((known[i].state == state));
    CHECK((known[i].at == asked[i].at));
    CHECK(known[i].reason == asked[i].reason);
    CHECK(known[i].host == kHost);
  }
}

TEST_CASE("A host waits for the next request whichever process sends it") {
  SharedRun shared;
  SimulatedTransport first = answering(active_answer);
  run(shared, first, planned(1));
  PlannedRequests later = planned(2);
  later.plan.erase(later.plan.begin());
  SimulatedTransport second = answering(active_answer);
  // 10 of the 500 ms between two requests passed until the answer.
  run(shared, second, later);
  REQUIRE(second.sent().size() == 1);
  CHECK((second.sent()[0].at >= 480ms));
}

TEST_CASE("A host that one process gave up is given up for the run") {
  SharedRun shared;
  SimulatedTransport first([](const SentRequest&, std::size_t) {
    return answer_of(429, "{}", {{"retry-after", "3600"}});
  });
  run(shared, first, planned(1));
  CHECK(first.sent().size() == 1);
  PlannedRequests later = planned(2);
  later.plan.erase(later.plan.begin());
  SimulatedTransport second = answering(active_answer);
  const auto results = run(shared, second, later);
  CHECK(second.sent().empty());
  CHECK((results[0].state == LivenessState::kUnchecked));
  CHECK(results[0].reason.find("its host was given up") != std::string::npos);
}

TEST_CASE("Further tries of one credential are not interrupted by those of another process") {
  SharedRun shared;
  SharedTurns other = shared.open();
  bool was_free = false;
  SimulatedTransport transport([&](const SentRequest&, std::size_t number) {
    was_free = was_free || *other.take(kHost);
    return number == 0 ? answer_of(500) : active_answer();
  });
  const auto results = run(shared, transport, planned(1));
  CHECK(transport.sent().size() == 2);
  CHECK((results[0].state == LivenessState::kActive));
  CHECK_FALSE(was_free);
  CHECK(*other.take(kHost));
}

TEST_CASE("A run that spent its requests in another process leaves the rest unchecked") {
  SharedRun shared;
  SimulatedTransport first = answering(active_answer);
  run(shared, first, planned(2), 3);
  PlannedRequests later = planned(4);
  later.plan.erase(later.plan.begin(), later.plan.begin() + 2);
  SimulatedTransport second = answering(active_answer);
  const auto results = run(shared, second, later, 3);
  CHECK(second.sent().size() == 1);
  CHECK((results[1].state == LivenessState::kUnchecked));
  CHECK(results[1].reason.find("the limit of 3 requests was reached") != std::string::npos);
}

TEST_CASE("No secret stands in what processes share") {
  SharedRun shared;
  SimulatedTransport transport = answering(active_answer);
  run(shared, transport, planned(2));
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(shared.dir / "run")) {
    ++files;
    const std::string text = shared.dir.read_file("run/" + file.path().filename().string());
    CHECK(text.find("secret-") == std::string::npos);
  }
  CHECK(files == 3);
}

}  // namespace keyhound::testing
