// SPDX-License-Identifier: Apache-2.0
// A transport without a network, in a time of its own that passes only while somebody waits.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/verify/run/answer_judgement.h"
#include "scanner/verify/run/request_transport.h"

namespace keyhound::testing {

struct SimulatedAnswer {
  HttpAnswer answer;
  std::chrono::milliseconds delay{10};
};

struct SentRequest {
  RunTime at{0};
  std::string host;
  std::string secret;  // of the bearer
};

class SimulatedTransport final : public RequestTransport {
 public:
  using Handler = std::function<SimulatedAnswer(const SentRequest& request, std::size_t number)>;
  explicit SimulatedTransport(Handler handler) : handler_(std::move(handler)) {}

  [[nodiscard]] RunTime elapsed() const override { return now_; }
  [[nodiscard]] Timestamp date() const override {
    return Timestamp{1'800'000'000 +
                     std::chrono::duration_cast<std::chrono::seconds>(now_).count()};
  }
  void start(std::uint64_t ticket, HttpRequest request) override {
    SentRequest seen;
    seen.at = now_;
    const std::string url = request.url.substr(std::string("https://").size());
    seen.host = url.substr(0, url.find('/'));
    seen.secret = request.authorisation.second.substr(std::string("Bearer ").size());
    SimulatedAnswer given = handler_(seen, sent_.size());
    sent_.push_back(std::move(seen));
    running_.push_back({now_ + given.delay, {ticket, std::move(given.answer)}});
    most_running_ = std::max(most_running_, running_.size());
  }
  std::vector<HttpPool::Done> poll(RunTime wait) override {
    ++polls_;
    RunTime until = now_ + wait;
    for (const auto& [end, done] : running_) until = std::min(until, end);
    now_ = std::max(now_, until);
    std::vector<HttpPool::Done> ended;
    std::erase_if(running_, [&](auto& one) {
      if (one.first > now_) return false;
      ended.push_back(std::move(one.second));
      return true;
    });
    return ended;
  }

  [[nodiscard]] const std::vector<SentRequest>& sent() const { return sent_; }
  [[nodiscard]] std::vector<SentRequest> sent_to(const std::string& host) const {
    std::vector<SentRequest> found;
    for (const SentRequest& one : sent_)
      if (one.host == host) found.push_back(one);
    return found;
  }
  [[nodiscard]] std::size_t most_running() const { return most_running_; }
  [[nodiscard]] std::size_t polls() const { return polls_; }

 private:
  Handler handler_;
  RunTime now_{0};
  std::vector<std::pair<RunTime, HttpPool::Done>> running_;
  std::vector<SentRequest> sent_;
  std::size_t most_running_ = 0;
  std::size_t polls_ = 0;
};

inline SimulatedAnswer answer_of(int status, std::string body = "{}",
                                 std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.headers.emplace_back("content-type", "application/json");
  response.body = std::move(body);
  return {response};
}
inline SimulatedAnswer active_answer() { return answer_of(200, R"({"id":1})"); }
inline SimulatedAnswer failed_answer(HttpFailure failure) {
  return {tl::unexpected<HttpError>(HttpError{failure, "https://host/sample-secret: failed"})};
}

}  // namespace keyhound::testing
