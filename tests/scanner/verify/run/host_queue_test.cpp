// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/host_queue.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp kDate{1'800'000'000};

AnswerJudgement refusal(std::optional<Timestamp> announced = {}) {
  AnswerJudgement judgement;
  judgement.liveness.state = LivenessState::kIndeterminate;
  judgement.liveness.reason = "rate limited (429)";
  judgement.is_refusal = true;
  judgement.may_ask_again = true;
  judgement.announced = announced;
  return judgement;
}

HostQueue queue_of(unsigned retries) {
  HostQueue queue("a.example.com", {500ms, 60s, retries});
  queue.add(0);
  queue.add(1);
  return queue;
}

}  // namespace

TEST_CASE("Waits double with each refusal in a row, and half of each is left to chance") {
  HostQueue queue = queue_of(10);
  for (const auto& [least, most] : {std::pair(500ms, 1000ms), std::pair(1000ms, 2000ms),
                                    std::pair(2000ms, 4000ms), std::pair(4000ms, 8000ms)}) {
    HostQueue other = queue;
    CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 0.0));
    CHECK(other.note_answer(refusal(), "kh1:0", 0s, kDate, 1.0));
    CHECK((queue.due() == least));
    CHECK((other.due() == most));
  }
}

TEST_CASE("A host is given up once it refused several credentials, not one again and again") {
  HostQueue queue = queue_of(100);
  for (int i = 0; i < 20; ++i) CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 0.0));
  CHECK(queue.note_answer(refusal(), "kh1:1", 0s, kDate, 0.0));
  CHECK(queue.given_up().empty());
  CHECK_FALSE(queue.note_answer(refusal(), "kh1:2", 1s, kDate, 0.0));
  CHECK(queue.given_up().find("refused 22 times in a row") != std::string::npos);
  CHECK((queue.pace(2s).given_up_for == 299s));
  HostQueue other = queue_of(100);
  for (const char* one : {"kh1:0", "kh1:1", "kh1:2", "kh1:3"})
    CHECK(other.note_answer(refusal(), one, 0s, kDate, 0.0));
  CHECK_FALSE(other.note_answer(refusal(), "kh1:0", 0s, kDate, 0.0));
}

TEST_CASE("A wait that the host announced is kept, and never shorter than backing off") {
  HostQueue queue = queue_of(10);
  CHECK(queue.note_answer(refusal(kDate + Duration{30}), "kh1:0", 1s, kDate, 0.5));
  CHECK((queue.due() == 31s));
  CHECK(queue.note_answer(refusal(kDate), "kh1:0", 31s, kDate, 1.0));
  CHECK((queue.due() == 33s));
}

TEST_CASE(
    "The longest wait bounds both: what backing off asks for, and what one answer announces") {
  HostQueue queue("a.example.com", {0s, 3s, 10});
  queue.add(0);
  for (int i = 0; i < 4; ++i) CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 1.0));
  CHECK((queue.due() == 3s));
  HostQueue other("a.example.com", {0s, 3s, 10});
  other.add(0);
  // The credential is not asked about again, and all others later.
  CHECK_FALSE(other.note_answer(refusal(kDate + Duration{4}), "kh1:0", 0s, kDate, 1.0));
  CHECK(other.given_up().empty());
  CHECK((other.due() == 1s));
}

TEST_CASE("A wait that is too long ends the host where several credentials were refused") {
  const auto given_up = [](Duration asked) {
    HostQueue queue("a.example.com", {0s, 3s, 10});
    queue.add(0);
    CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 1.0));
    CHECK(queue.note_answer(refusal(), "kh1:1", 0s, kDate, 1.0));
    CHECK_FALSE(queue.note_answer(refusal(kDate + asked), "kh1:2", 1s, kDate, 1.0));
    return std::pair(queue.given_up(), queue.pace(1s).given_up_for);
  };
  const auto [soon, seconds] = given_up({4});
  CHECK(soon.find("in 4 seconds only") != std::string::npos);
  CHECK((seconds == 4s));
  const auto [late, hour] = given_up({900'000'000'000'000});
  CHECK(late.find("in more than a day only") != std::string::npos);
  CHECK((hour == 1h));
}

TEST_CASE("A credential is asked again as often as allowed, its successor from the beginning") {
  HostQueue queue = queue_of(1);
  CHECK_FALSE(queue.was_refused());
  queue.note_sent(0s);
  CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 0));
  CHECK(queue.was_refused());
  CHECK(queue.last_refusal().reason == "rate limited (429)");
  CHECK_FALSE(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 0));
  queue.pop();
  CHECK(queue.front() == 1);
  CHECK_FALSE(queue.was_refused());
  CHECK(queue.note_answer(refusal(), "kh1:0", 0s, kDate, 0));
}

TEST_CASE("The pace counts from the sending, and an answer ends the row of refusals") {
  HostQueue queue = queue_of(10);
  queue.note_sent(2s);
  CHECK((queue.due() == 2500ms));
  for (int i = 0; i < 4; ++i) CHECK(queue.note_answer(refusal(), "kh1:0", 3s, kDate, 0));
  CHECK_FALSE(queue.note_answer(AnswerJudgement{}, "kh1:0", 3s, kDate, 0));
  CHECK(queue.note_answer(refusal(), "kh1:0", 20s, kDate, 0));
  CHECK(queue.given_up().empty());
  CHECK((queue.due() == 20500ms));
}

}  // namespace keyhound
