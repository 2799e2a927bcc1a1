// SPDX-License-Identifier: Apache-2.0
// How many run at once is bounded, in all and for each host: each takes up to four descriptors and,
// while its name is looked up, a thread of libcurl's. What is beyond the bounds waits in the line
// of its host, where its time does not run yet, and no host that hangs holds up the others.
#include "scanner/http/http_pool.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/http/http_exchange.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRunning = 128;
constexpr std::size_t kMostOfHost = 6;
constexpr long kMostIdle = 128;  // connections that are kept
constexpr std::chrono::milliseconds kLongestWait{3'600'000};

struct Transfer {
  Transfer(std::uint64_t given, const HttpSettings& settings, HttpRequest request, HttpUrl url,
           std::string origin)
      : ticket(given), exchange(settings, std::move(request), std::move(url), std::move(origin)) {}

  std::uint64_t ticket;
  HttpExchange exchange;
  CurlEasy curl;  // freed before the exchange that it points to
};

struct HostLine {
  std::deque<std::unique_ptr<Transfer>> waiting;
  std::size_t running = 0;
};

}  // namespace

struct HttpPool::State {
  HttpSettings settings;
  CurlMulti multi;
  std::map<std::string, HostLine> lines;  // by origin; only those with something in them
  std::map<CURL*, std::unique_ptr<Transfer>> running;
  std::size_t waiting = 0;
  std::string last_origin;  // whose line was served last
  std::vector<Done> ended;

  ~State();
  void launch_waiting();
  void launch(const std::string& origin, std::unique_ptr<Transfer> transfer);
  void drop_if_empty(const std::string& origin);
  void perform();
  void end(CURL* curl, CURLcode code);
};

HttpPool::State::~State() {
  for (auto& [curl, transfer] : running) curl_multi_remove_handle(multi.get(), curl);
}

// One of each line in turn, beginning after the one that was served last.
void HttpPool::State::launch_waiting() {
  auto next = lines.upper_bound(last_origin);
  std::size_t passed = 0;
  while (waiting > 0 && running.size() < kMostRunning && passed < lines.size()) {
    if (next == lines.end()) next = lines.begin();
    auto& [origin, line] = *next++;
    if (line.waiting.empty() || line.running >= kMostOfHost) {
      ++passed;
      continue;
    }
    passed = 0;
    last_origin = origin;
    std::unique_ptr<Transfer> transfer = std::move(line.waiting.front());
    line.waiting.pop_front();
    --waiting;
    launch(last_origin, std::move(transfer));
  }
}

void HttpPool::State::launch(const std::string& origin, std::unique_ptr<Transfer> transfer) {
  transfer->curl.reset(curl_easy_init());
  CURL* const curl = transfer->curl.get();
  KEYHOUND_CHECK(curl != nullptr);
  if (auto prepared = transfer->exchange.prepare(curl); !prepared) {
    ended.push_back({transfer->ticket, tl::unexpected<HttpError>(std::move(prepared).error())});
    drop_if_empty(origin);
    return;
  }
  KEYHOUND_CHECK(curl_multi_add_handle(multi.get(), curl) == CURLM_OK);
  running.emplace(curl, std::move(transfer));
  ++lines[origin].running;
}

void HttpPool::State::drop_if_empty(const std::string& origin) {
  const auto line = lines.find(origin);
  if (line->second.running == 0 && line->second.waiting.empty()) lines.erase(line);
}

void HttpPool::State::perform() {
  int count = 0;
  KEYHOUND_CHECK(curl_multi_perform(multi.get(), &count) == CURLM_OK);
  while (const CURLMsg* const message = curl_multi_info_read(multi.get(), &count)) {
    if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result);
  }
  launch_waiting();
}

void HttpPool::State::end(CURL* curl, CURLcode code) {
  curl_multi_remove_handle(multi.get(), curl);
  const auto found = running.find(curl);
  KEYHOUND_CHECK(found != running.end());
  const std::unique_ptr<Transfer> transfer = std::move(found->second);
  running.erase(found);
  const std::string origin = transfer->exchange.url().origin();
  --lines[origin].running;
  drop_if_empty(origin);
  ended.push_back({transfer->ticket, transfer->exchange.finish(curl, code)});
}

HttpPool::HttpPool(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpPool::HttpPool(HttpPool&&) noexcept = default;
HttpPool& HttpPool::operator=(HttpPool&&) noexcept = default;
HttpPool::~HttpPool() = default;

Result<HttpPool> HttpPool::create(HttpOptions options) {
  KEYHOUND_TRY_STATUS(start_curl());
  auto state = std::make_unique<State>();
  KEYHOUND_TRY(state->settings, HttpSettings::of(std::move(options)));
  state->multi.reset(curl_multi_init());
  KEYHOUND_CHECK(state->multi != nullptr);
  curl_multi_setopt(state->multi.get(), CURLMOPT_MAXCONNECTS, kMostIdle);
  return HttpPool(std::move(state));
}

void HttpPool::start(std::uint64_t ticket, HttpRequest request) {
  Result<HttpUrl> url = parse_http_url(request.url);
  if (!url) {
    state_->ended.push_back(
        {ticket, tl::unexpected(HttpError{HttpFailure::kOther, url.error().message})});
    return;
  }
  std::string origin = url->origin();
  HostLine& line = state_->lines[origin];
  line.waiting.push_back(std::make_unique<Transfer>(ticket, state_->settings, std::move(request),
                                                    std::move(*url), std::move(origin)));
  ++state_->waiting;
  state_->launch_waiting();
}

std::size_t HttpPool::running() const {
  return state_->running.size() + state_->waiting + state_->ended.size();
}

std::vector<HttpPool::Done> HttpPool::poll(std::chrono::milliseconds wait) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::min(wait, kLongestWait);
  while (true) {
    state_->perform();
    if (!state_->ended.empty() || running() == 0) break;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (rest.count() <= 0) break;
    curl_multi_poll(state_->multi.get(), nullptr, 0, static_cast<int>(rest.count()), nullptr);
  }
  return std::exchange(state_->ended, {});
}

}  // namespace keyhound
