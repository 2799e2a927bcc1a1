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

  TurnTerms terms;

  SharedTurns open() {
    auto turns = SharedTurns::open(dir / "run", terms, [this] {
      return transport == nullptr ? time : time + transport->elapsed();
    });
    INFO((turns ? std::string() : turns.error().message));
    REQUIRE(turns.has_value());
    return std::move(*turns);
  }
};

// A process of the run. Time passes in it, and has passed when it is over.
std::vector<Liveness> run(SharedRun& shared, SimulatedTransport& transport,
                          const PlannedRequests& requests, VerificationLimits limits = {}) {
  SharedTurns turns = shared.open();
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
  CHECK(one.set_pace(kHost, {30s, 2, "it is \n given up", 60s, {"kh1:0", "kh1:1"}}));
  one.leave(kHost);
  shared.time += 10s;
  REQUIRE(*other.take(kHost));
  const auto pace = other.pace(kHost);
  REQUIRE(pace.has_value());
  CHECK((pace->wait == 20s));
  CHECK(pace->refusals == 2);
  CHECK(pace->given_up.find("given up") != std::string::npos);
  CHECK((pace->given_up_for == 50s));
  CHECK((pace->refused == std::vector<std::string>{"kh1:0", "kh1:1"}));
  CHECK(other.set_pace(kHost, {30s, 2, "", 0s, {"kh1:0"}}));
  CHECK((other.pace(kHost)->refused == std::vector<std::string>{"kh1:0"}));
  CHECK(other.pace(kHost)->refusals == 2);
  shared.time += 1h;
  CHECK((other.pace(kHost)->wait == 0s));
}

TEST_CASE("That a host was given up is forgotten when its time is over, and on other terms") {
  SharedRun shared;
  SharedTurns turns = shared.open();
  REQUIRE(*turns.take(kHost));
  CHECK(turns.set_pace(kHost, {5s, 7, "given up", 60s, {"kh1:0", "kh1:1", "kh1:2"}}));
  CHECK(turns.pace(kHost)->given_up == "given up");
  const auto is_forgotten = [](const Result<HostPace>& pace) {
    return pace && pace->given_up.empty() && pace->refusals == 0 && pace->refused.empty();
  };
  SUBCASE("time") {
    shared.time += 60s;
    CHECK(is_forgotten(turns.pace(kHost)));
  }
  SUBCASE("terms") {
    turns.leave(kHost);
    shared.terms.digest = "others";
    SharedTurns other = shared.open();
    REQUIRE(*other.take(kHost));
    CHECK(is_forgotten(other.pace(kHost)));
    CHECK((other.pace(kHost)->wait == 5s));
  }
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

TEST_CASE("Shards that share a folder count each its own requests and time") {
  SharedRun shared;
  shared.terms.shard = 1;
  SharedTurns first = shared.open();
  shared.time += 5s;
  shared.terms.shard = 2;
  SharedTurns second = shared.open();
  CHECK(*first.spend(1));
  CHECK_FALSE(*first.spend(1));
  CHECK(*second.spend(1));
  CHECK((first.elapsed() == 5s));
  CHECK((second.elapsed() == 0s));
  REQUIRE(*first.take(kHost));
  CHECK_FALSE(*second.take(kHost));
}

TEST_CASE("A folder that is removed costs neither counts nor turns") {
  SharedRun shared;
  SharedTurns one = shared.open();
  CHECK(*one.spend(2));
  REQUIRE(*one.take(kHost));
  one.leave(kHost);
  std::filesystem::remove_all(shared.dir / "run");
  CHECK(*one.spend(2));
  CHECK_FALSE(*one.spend(2));
  SharedTurns other = shared.open();
  REQUIRE(*one.take(kHost));
  CHECK_FALSE(*other.take(kHost));
}

TEST_CASE("A process has only files of hosts open whose turn it has") {
  SharedRun shared;
  SharedTurns turns = shared.open();
  const auto open_files = [] {
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return std::distance(begin(files), end(files));
  };
  const auto before = open_files();
  for (int i = 0; i < 40; ++i) {
    const std::string host = "h" + std::to_string(i) + ".example.com";
    REQUIRE(*turns.take(host));
    CHECK(turns.set_pace(host, {1s, 0, ""}));
    turns.leave(host);
  }
  CHECK(open_files() == before);
  REQUIRE(*turns.take("h7.example.com"));
  CHECK((turns.pace("h7.example.com")->wait == 1s));
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
  run(shared, first, planned(3));
  CHECK(first.sent().size() == 3);
  PlannedRequests later = planned(4);
  later.plan.erase(later.plan.begin(), later.plan.begin() + 3);
  SimulatedTransport second = answering(active_answer);
  const auto results = run(shared, second, later);
  CHECK(second.sent().empty());
  CHECK((results[0].state == LivenessState::kUnchecked));
  CHECK(results[0].reason.find("its host was given up") != std::string::npos);
  shared.time += 1h;
  SimulatedTransport third = answering(active_answer);
  CHECK((run(shared, third, later)[0].state == LivenessState::kActive));
}

TEST_CASE("A token that is used up silences its provider for nobody else") {
  SharedRun shared;
  SimulatedTransport first([](const SentRequest&, std::size_t) {
    return answer_of(429, "{}", {{"retry-after", "3600"}});
  });
  run(shared, first, planned(1));
  PlannedRequests later = planned(2);
  later.plan.erase(later.plan.begin());
  SimulatedTransport second = answering(active_answer);
  CHECK((run(shared, second, later)[0].state == LivenessState::kActive));
}

TEST_CASE("An answer counts for those who ask on the same terms, until it is too old") {
  SharedRun shared;
  shared.terms = {"options", Duration{3600}};
  SimulatedTransport first = answering(active_answer);
  run(shared, first, planned(1));
  std::size_t sent = 0;
  SUBCASE("the same") {}
  SUBCASE("others") {
    shared.terms.digest = "other options";
    sent = 1;
  }
  SUBCASE("too old") {
    shared.time += 3700s;
    sent = 1;
  }
  SUBCASE("any age") {
    shared.terms.max_age.reset();
    shared.time += 3700s;
  }
  SimulatedTransport second = answering(active_answer);
  run(shared, second, planned(1));
  CHECK(second.sent().size() == sent);
  SharedTurns turns = shared.open();
  CHECK(*turns.spent() == 1 + sent);
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
  VerificationLimits limits;
  limits.requests = 3;
  run(shared, first, planned(2), limits);
  PlannedRequests later = planned(4);
  later.plan.erase(later.plan.begin(), later.plan.begin() + 2);
  SimulatedTransport second = answering(active_answer);
  const auto results = run(shared, second, later, limits);
  CHECK(second.sent().size() == 1);
  CHECK((results[1].state == LivenessState::kUnchecked));
  CHECK(results[1].reason.find("the limit of 3 requests was reached") != std::string::npos);
}

TEST_CASE("What is wrong with the files of one host is told of that host alone") {
  SharedRun shared;
  PlannedRequests requests = planned(2);
  requests.add("b.example.com");
  requests.candidates.back().fingerprint = requests.candidates.front().fingerprint;
  SimulatedTransport first = answering(active_answer);
  run(shared, first, planned(1));
  for (const auto& file : std::filesystem::directory_iterator(shared.dir / "run"))
    if (file.path().extension() == ".jsonl") std::ofstream(file.path()) << "nobody's\n";
  SimulatedTransport second = answering(active_answer);
  const auto results = run(shared, second, requests);
  CHECK(second.sent_to(kHost).empty());
  for (const std::size_t i : {0U, 1U}) {
    CHECK((results[i].state == LivenessState::kIndeterminate));
    CHECK(results[i].at.has_value());
    CHECK(results[i].reason.find("nobody who verifies wrote that") != std::string::npos);
  }
  CHECK((results[2].state == LivenessState::kActive));
}

TEST_CASE("What is on its way when the time is over is heard, and known to the next process") {
  SharedRun shared;
  VerificationLimits limits;
  limits.time = 3s;
  SimulatedTransport slow([](const SentRequest&, std::size_t) {
    SimulatedAnswer answer = active_answer();
    answer.delay = 30s;
    return answer;
  });
  const auto results = run(shared, slow, planned(2), limits);
  CHECK((results[0].state == LivenessState::kActive));
  CHECK((results[1].state == LivenessState::kUnchecked));
  SimulatedTransport next = answering(active_answer);
  CHECK((run(shared, next, planned(1))[0].state == LivenessState::kActive));
  CHECK(next.sent().empty());
}

TEST_CASE("A process whose time was over before it began sends nothing") {
  SharedRun shared;
  VerificationLimits limits;
  limits.is_time_over = true;
  SimulatedTransport transport = answering(active_answer);
  const auto results = run(shared, transport, planned(1), limits);
  CHECK(transport.sent().empty());
  CHECK(results[0].reason == "not asked: the time limit was reached; run again to go on");
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
