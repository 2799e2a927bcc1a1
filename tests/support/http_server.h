// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace keyhound::testing {

struct ServedRequest {
  std::string method;
  std::string target;                                        // path and query
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  // Empty: there is none of that name.
  std::string header(std::string_view name) const;
};

struct ServedAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<std::size_t> cut_after;  // bytes of the body; then the connection is closed
  bool is_chunked = false;               // without Content-Length
  bool is_open_ended = false;            // with neither: the body ends where the connection does
  bool says_nothing = false;             // the connection is closed at once
  std::chrono::milliseconds delay{0};    // before the answer
};

// An HTTP server on 127.0.0.1, one connection after the other, in a thread of its own until the end
// of the object. The handler is called by that thread.
class HttpServer {
 public:
  using Handler = std::function<ServedAnswer(const ServedRequest& request)>;
  explicit HttpServer(Handler handler);
  // Answers with these, one after the other, and with the last one from then on.
  explicit HttpServer(std::vector<ServedAnswer> answers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // What was asked until now.
  std::vector<ServedRequest> requests() const;

 private:
  void serve();
  void serve_connection(int connection);

  Handler handler_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> is_over_{false};
  mutable std::mutex mutex_;
  std::vector<ServedRequest> requests_;
  std::thread thread_;
};

// The head of a request up to its empty line, without it.
ServedRequest parse_served_head(std::string_view head);

ServedAnswer json_answer(std::string body,
                         std::vector<std::pair<std::string, std::string>> headers = {});
ServedAnswer status_answer(int status, std::string body = "{}",
                           std::vector<std::pair<std::string, std::string>> headers = {});

}  // namespace keyhound::testing
