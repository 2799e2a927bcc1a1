// SPDX-License-Identifier: Apache-2.0
// A host has one request at a time, so a ticket is the number of its queue. Queues that may send
// are in `ready_`, those whose answer is awaited are not, and those that are empty or given up
// never again: so the loop ends when nothing is ready and nothing runs.
#include "scanner/verify/run/run_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <random>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/http/http_url.h"
#include "scanner/verify/run/host_queue.h"
#include "scanner/verify/run/shared_turns.h"
#include "scanner/verify/run/wipe.h"
#include "scanner/verify/verification_request.h"

namespace keyhound {
namespace {

constexpr RunTime kLongestPoll = std::chrono::milliseconds(200);  // so that progress is told
constexpr RunTime kBusyWait = std::chrono::milliseconds(25);  // while another process has the turn

HostRules rules_of(const VerificationLimits& limits) {
  HostRules rules;
  if (limits.requests_per_second > 0)
    rules.spacing = RunTime(static_cast<RunTime::rep>(1e6 / limits.requests_per_second));
  rules.longest_wait = limits.longest_wait;
  rules.retries = limits.retries;
  return rules;
}

// "host" of the default port, else "host:port": as plans name it.
bool is_host_of(const HttpUrl& url, std::string_view planned) {
  const std::string host = to_lower_ascii(planned);
  return host == url.host + ":" + url.port || (host == url.host && url.port == "443");
}

class RunLoop {
 public:
  RunLoop(RequestTransport& transport, const std::vector<VerificationCandidate>& candidates,
          const std::vector<PlannedVerification>& plan, const RequestSettings& settings,
          const VerificationLimits& limits, const OnVerified& on_verified,
          const OnVerificationProgress& on_progress)
      : transport_(transport),
        candidates_(candidates),
        plan_(plan),
        settings_(settings),
        limits_(limits),
        on_verified_(on_verified),
        on_progress_(on_progress),
        begin_(transport.elapsed()),
        random_(std::random_device{}()) {}

  Result<std::vector<Liveness>> run();

 private:
  void queue_all();
  [[nodiscard]] bool are_requests_spent() const;
  // Whether the time is over, or nothing is awaited and nothing may be sent before it is.
  [[nodiscard]] bool is_time_over() const;
  [[nodiscard]] RunTime next_wait() const;
  Status send_due();
  // Whether the first one may be sent now; else the queue is ready again, or empty.
  Result<bool> take_turn(std::size_t number);
  Status take_answers(HostQueue& queue);
  // With its pace; false: another process has it.
  Result<bool> enter(HostQueue& queue, RunTime now);
  Status share_pace(const HostQueue& queue);
  Status pass_turn(std::size_t number);
  Status send_front(std::size_t number);
  Result<bool> count_request();
  [[nodiscard]] Result<HttpRequest> request_of(const PlannedVerification& planned);
  Status take(HttpPool::Done done);
  // The queue goes on, or its rest is left over.
  Status requeue(std::size_t number);
  Status leave_over(HostQueue& queue, const std::string& reason,
                    LivenessState state = LivenessState::kUnchecked);
  // What is wrong with what is shared of one host is told of that host.
  Status leave_over(HostQueue& queue, const Error& error);
  [[nodiscard]] Liveness left_over(const HostQueue& queue, const std::string& reason,
                                   LivenessState state) const;
  Status leave_all(const std::string& reason);
  [[nodiscard]] std::string reached_limit() const;
  Status tell(std::size_t entry, Liveness liveness);
  void settle(std::size_t entry, Liveness liveness);
  void show() const;

  using Due = std::pair<RunTime, std::size_t>;  // when, number of the queue

  RequestTransport& transport_;
  const std::vector<VerificationCandidate>& candidates_;
  const std::vector<PlannedVerification>& plan_;
  RequestSettings settings_;
  const VerificationLimits& limits_;
  const OnVerified& on_verified_;
  const OnVerificationProgress& on_progress_;
  RunTime begin_;
  std::optional<RunTime> end_;  // none: no limit of time
  std::minstd_rand random_;
  std::vector<Liveness> results_;
  std::vector<HostQueue> queues_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> ready_;
  std::size_t running_ = 0;
  std::uint64_t sent_ = 0;
  bool is_shared_budget_spent_ = false;
  std::size_t told_ = 0;
  std::size_t total_ = 0;
};

void RunLoop::queue_all() {
  std::map<std::string, std::size_t> numbers;
  results_.reserve(plan_.size());
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    results_.push_back(plan_[i].known);
    if (plan_[i].step != PlannedStep::kRequest) continue;
    const auto [known, is_new] = numbers.emplace(to_lower_ascii(plan_[i].host), queues_.size());
    if (is_new) queues_.emplace_back(known->first, rules_of(limits_));
    queues_[known->second].add(i);
    ++total_;
  }
  for (std::size_t number = 0; number < queues_.size(); ++number) ready_.emplace(begin_, number);
  if (limits_.time.count() > 0) end_ = begin_ + limits_.time;
  if (limits_.is_time_over) end_ = begin_;
}

bool RunLoop::are_requests_spent() const {
  return is_shared_budget_spent_ || (limits_.requests > 0 && sent_ >= limits_.requests);
}

bool RunLoop::is_time_over() const {
  if (!end_) return false;
  const bool is_idle = running_ == 0 && !ready_.empty() && ready_.top().first >= *end_;
  return is_idle || transport_.elapsed() >= *end_;
}

RunTime RunLoop::next_wait() const {
  // What is on its way when the time is over is waited for, as long as a request may take.
  if (is_time_over()) return kLongestPoll;
  const RunTime now = transport_.elapsed();
  RunTime until = now + kLongestPoll;
  const bool may_send = running_ < std::max<std::size_t>(limits_.connections, 1);
  if (may_send && !ready_.empty() && !are_requests_spent())
    until = std::min(until, ready_.top().first);
  if (end_) until = std::min(until, *end_);
  return std::max(until - now, RunTime(0));
}

void RunLoop::settle(std::size_t entry, Liveness liveness) {
  ++told_;
  results_[entry] = std::move(liveness);
}

Status RunLoop::tell(std::size_t entry, Liveness liveness) {
  settle(entry, std::move(liveness));
  if (!on_verified_) return {};
  return on_verified_(plan_[entry], results_[entry]);
}

void RunLoop::show() const {
  if (on_progress_) on_progress_(told_, total_);
}

// What was asked stays indeterminate; what was never sent is unchecked.
Liveness RunLoop::left_over(const HostQueue& queue, const std::string& reason,
                            LivenessState state) const {
  const PlannedVerification& planned = plan_[queue.front()];
  Liveness liveness;
  if (queue.was_refused()) {
    liveness = queue.last_refusal();
    liveness.reason += "; it was not asked again: " + reason;
  } else {
    liveness.source = "live-check";
    liveness.verifier = planned.verifier->id;
    liveness.reason = "not asked: " + reason;
    liveness.state = state;
    if (state != LivenessState::kUnchecked) liveness.at = transport_.date();
  }
  liveness.host = planned.host;
  return liveness;
}

Status RunLoop::leave_over(HostQueue& queue, const Error& error) {
  return leave_over(queue, error.message, LivenessState::kIndeterminate);
}

Status RunLoop::leave_over(HostQueue& queue, const std::string& reason, LivenessState state) {
  if (limits_.turns != nullptr) limits_.turns->leave(queue.host());
  while (!queue.is_empty()) {
    const std::size_t entry = queue.front();
    Liveness liveness = left_over(queue, reason, state);
    queue.pop();
    KEYHOUND_TRY_STATUS(tell(entry, std::move(liveness)));
  }
  return {};
}

Status RunLoop::leave_all(const std::string& reason) {
  for (HostQueue& queue : queues_) KEYHOUND_TRY_STATUS(leave_over(queue, reason));
  return {};
}

std::string RunLoop::reached_limit() const {
  if (!is_time_over()) return fmt::format("the limit of {} requests was reached", limits_.requests);
  if (limits_.is_time_over) return "the time limit was reached";
  return fmt::format("the time limit of {} was reached",
                     describe_duration(Duration{limits_.time.count()}));
}

Status RunLoop::requeue(std::size_t number) {
  HostQueue& queue = queues_[number];
  if (!queue.given_up().empty()) return leave_over(queue, queue.given_up());
  if (!queue.is_empty()) ready_.emplace(queue.due(), number);
  return {};
}

// Made anew for each attempt: a signature holds the time, and no request is kept that holds a
// secret.
Result<HttpRequest> RunLoop::request_of(const PlannedVerification& planned) {
  settings_.now = transport_.date();
  KEYHOUND_TRY(
      HttpRequest request,
      verification_request(*planned.verifier, candidates_[planned.candidate].parts, settings_));
  const Result<HttpUrl> url = parse_http_url(request.url);
  if (url && url->scheme == "https" && is_host_of(*url, planned.host)) return request;
  wipe(request);
  if (!url && url.error().kind == ErrorKind::kConfiguration) return fail(url.error());
  return fail(ErrorKind::kUnreadable, "the credential leads to another host than the plan names");
}

Result<bool> RunLoop::enter(HostQueue& queue, RunTime now) {
  KEYHOUND_TRY(const bool is_ours, limits_.turns->take(queue.host()));
  if (!is_ours) return false;
  KEYHOUND_TRY(const HostPace pace, limits_.turns->pace(queue.host()));
  queue.adopt(pace, now);
  return true;
}

// The turn lasts until the first one has its result, also while it waits to be sent again: nobody
// may ask the host before.
Result<bool> RunLoop::take_turn(std::size_t number) {
  SharedTurns* const turns = limits_.turns;
  HostQueue& queue = queues_[number];
  if (turns == nullptr || turns->holds(queue.host())) return true;
  const RunTime now = transport_.elapsed();
  const Result<bool> is_ours = enter(queue, now);
  if (!is_ours) {
    KEYHOUND_TRY_STATUS(leave_over(queue, is_ours.error()));
    return false;
  }
  if (!*is_ours) {
    ready_.emplace(now + kBusyWait, number);
    return false;
  }
  KEYHOUND_TRY_STATUS(take_answers(queue));
  if (!queue.is_empty() && queue.given_up().empty() && queue.due() <= now) return true;
  KEYHOUND_TRY_STATUS(pass_turn(number));
  return false;
}

// What others asked meanwhile.
Status RunLoop::take_answers(HostQueue& queue) {
  while (!queue.is_empty()) {
    const std::size_t entry = queue.front();
    const PlannedVerification& planned = plan_[entry];
    auto answer = limits_.turns->answer(queue.host(), candidates_[planned.candidate], planned);
    if (!answer) return {};
    queue.pop();
    settle(entry, std::move(*answer));
  }
  return {};
}

Status RunLoop::share_pace(const HostQueue& queue) {
  if (limits_.turns == nullptr) return {};
  return limits_.turns->set_pace(queue.host(), queue.pace(transport_.elapsed()));
}

Status RunLoop::pass_turn(std::size_t number) {
  if (limits_.turns != nullptr) limits_.turns->leave(queues_[number].host());
  return requeue(number);
}

// False: the run has no more requests.
Result<bool> RunLoop::count_request() {
  if (limits_.turns != nullptr) {
    KEYHOUND_TRY(const bool is_left, limits_.turns->spend(limits_.requests));
    is_shared_budget_spent_ = !is_left;
    if (!is_left) return false;
  }
  ++sent_;
  return true;
}

Status RunLoop::send_front(std::size_t number) {
  HostQueue& queue = queues_[number];
  const PlannedVerification& planned = plan_[queue.front()];
  Result<HttpRequest> request = request_of(planned);
  if (!request) {
    Liveness liveness;
    liveness.source = "live-check";
    liveness.verifier = planned.verifier->id;
    liveness.host = planned.host;
    liveness.reason = "not asked: " + request.error().message;
    const std::size_t entry = queue.front();
    queue.pop();
    KEYHOUND_TRY_STATUS(tell(entry, std::move(liveness)));
    return pass_turn(number);
  }
  const Result<bool> is_counted = count_request();
  if (!is_counted || !*is_counted) {
    wipe(*request);
    if (!is_counted) return fail(is_counted.error());
    return pass_turn(number);
  }
  queue.note_sent(transport_.elapsed());
  // Before it is sent: who is killed now has asked.
  if (const Status shared = share_pace(queue); !shared) {
    wipe(*request);
    return leave_over(queue, shared.error());
  }
  ++running_;
  transport_.start(number, std::move(*request));
  return {};
}

Status RunLoop::send_due() {
  const std::size_t most = std::max<std::size_t>(limits_.connections, 1);
  while (running_ < most && !ready_.empty() && ready_.top().first <= transport_.elapsed()) {
    if (are_requests_spent() || is_time_over()) return {};
    const std::size_t number = ready_.top().second;
    ready_.pop();
    KEYHOUND_TRY(const bool is_our_turn, take_turn(number));
    if (is_our_turn) KEYHOUND_TRY_STATUS(send_front(number));
  }
  return {};
}

Status RunLoop::take(HttpPool::Done done) {
  const auto number = static_cast<std::size_t>(done.ticket);
  HostQueue& queue = queues_.at(number);
  --running_;
  const std::size_t entry = queue.front();
  settings_.now = transport_.date();
  AnswerJudgement judgement = judge_answer(*plan_[entry].verifier, done.answer, settings_);
  if (done.answer) wipe(*done.answer);
  judgement.liveness.host = plan_[entry].host;
  std::uniform_real_distribution<double> jitter(0, 1);
  const VerificationCandidate& candidate = candidates_[plan_[entry].candidate];
  const bool is_asked_again = queue.note_answer(
      judgement, candidate.fingerprint, transport_.elapsed(), settings_.now, jitter(random_));
  Status shared = share_pace(queue);
  if (is_asked_again && shared) return requeue(number);
  if (shared && limits_.turns != nullptr)
    shared = limits_.turns->keep_answer(queue.host(), candidate, judgement.liveness);
  queue.pop();
  KEYHOUND_TRY_STATUS(tell(entry, std::move(judgement.liveness)));
  return shared ? pass_turn(number) : leave_over(queue, shared.error());
}

Result<std::vector<Liveness>> RunLoop::run() {
  queue_all();
  show();
  while (told_ < total_) {
    KEYHOUND_TRY_STATUS(send_due());
    // What is on its way is still heard, and kept, before the turn is another's.
    if (running_ == 0 && (is_time_over() || are_requests_spent())) {
      KEYHOUND_TRY_STATUS(leave_all(reached_limit() + "; run again to go on"));
      continue;
    }
    for (HttpPool::Done& done : transport_.poll(next_wait()))
      KEYHOUND_TRY_STATUS(take(std::move(done)));
    show();
  }
  show();
  return std::move(results_);
}

}  // namespace

Result<std::vector<Liveness>> run_over(RequestTransport& transport,
                                       const std::vector<VerificationCandidate>& candidates,
                                       const std::vector<PlannedVerification>& plan,
                                       const RequestSettings& settings,
                                       const VerificationLimits& limits,
                                       const OnVerified& on_verified,
                                       const OnVerificationProgress& on_progress) {
  return RunLoop(transport, candidates, plan, settings, limits, on_verified, on_progress).run();
}

}  // namespace keyhound
