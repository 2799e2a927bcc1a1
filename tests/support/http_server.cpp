// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <stdexcept>

namespace keyhound::testing {
namespace {

constexpr int kTick = 20;  // milliseconds

std::string lower(std::string_view text) {
  std::string copy(text);
  std::transform(copy.begin(), copy.end(), copy.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return copy;
}

bool is_readable(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  return ::poll(&waiting, 1, kTick) > 0;
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the client has gone
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string head_of(const ServedAnswer& answer) {
  std::string head = fmt::format("HTTP/1.1 {} Scripted\r\nConnection: close\r\n", answer.status);
  for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
  if (answer.is_chunked) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (!answer.is_open_ended && answer.status != 304) {
    head += fmt::format("Content-Length: {}\r\n", answer.body.size());
  }
  return head + "\r\n";
}

void send_answer(int connection, const ServedAnswer& answer) {
  send_all(connection, head_of(answer));
  const std::string_view body =
      std::string_view(answer.body).substr(0, answer.cut_after.value_or(answer.body.size()));
  if (!answer.is_chunked) {
    send_all(connection, body);
    return;
  }
  if (!body.empty()) send_all(connection, fmt::format("{:x}\r\n{}\r\n", body.size(), body));
  if (!answer.cut_after) send_all(connection, "0\r\n\r\n");
}

HttpServer::Handler one_after_the_other(std::vector<ServedAnswer> answers) {
  auto next = std::make_shared<std::size_t>(0);
  return [answers = std::move(answers), next](const ServedRequest&) {
    const std::size_t at = std::min(*next, answers.size() - 1);
    ++*next;
    return answers.at(at);
  };
}

}  // namespace

ServedRequest parse_served_head(std::string_view head) {
  ServedRequest request;
  const std::size_t line_end = head.find("\r\n");
  const std::string_view line = head.substr(0, line_end);
  const std::size_t space = line.find(' ');
  request.method = line.substr(0, space);
  request.target = line.substr(space + 1, line.rfind(' ') - space - 1);
  head.remove_prefix(line_end + 2);
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view header = head.substr(0, end);
    const std::size_t colon = header.find(':');
    if (colon != std::string_view::npos) {
      const std::size_t value = header.find_first_not_of(' ', colon + 1);
      request.headers.emplace_back(
          lower(header.substr(0, colon)),
          value == std::string_view::npos ? "" : std::string(header.substr(value)));
    }
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 2);
  }
  return request;
}

std::string ServedRequest::header(std::string_view name) const {
  for (const auto& [header_name, value] : headers) {
    if (header_name == name) return value;
  }
  return {};
}

HttpServer::HttpServer(std::vector<ServedAnswer> answers)
    : HttpServer(one_after_the_other(std::move(answers))) {}

HttpServer::HttpServer(Handler handler) : handler_(std::move(handler)) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(socket_, 16) != 0 ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no server on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  is_over_ = true;
  thread_.join();
  ::close(socket_);
}

std::vector<ServedRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::serve() {
  while (!is_over_) {
    if (!is_readable(socket_)) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    serve_connection(connection);
    ::close(connection);
  }
}

void HttpServer::serve_connection(int connection) {
  std::string bytes;
  std::size_t head_end = std::string::npos;
  std::size_t body_size = 0;
  ServedRequest request;
  while (!is_over_) {
    if (!is_readable(connection)) continue;
    char buffer[16384];
    const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    bytes.append(buffer, static_cast<std::size_t>(count));
    if (bytes[0] == '\x16') {  // TLS, which nobody speaks here
      send_all(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
      return;
    }
    if (head_end == std::string::npos) {
      head_end = bytes.find("\r\n\r\n");
      if (head_end == std::string::npos) continue;
      request = parse_served_head(std::string_view(bytes).substr(0, head_end));
      const std::string length = request.header("content-length");
      body_size = length.empty() ? 0 : std::stoul(length);
    }
    if (bytes.size() < head_end + 4 + body_size) continue;
    request.body = bytes.substr(head_end + 4);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const ServedAnswer answer = handler_(request);
    const auto end = std::chrono::steady_clock::now() + answer.delay;
    while (!is_over_ && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(kTick));
    }
    if (!answer.says_nothing) send_answer(connection, answer);
    return;
  }
}

ServedAnswer json_answer(std::string body,
                         std::vector<std::pair<std::string, std::string>> headers) {
  return status_answer(200, std::move(body), std::move(headers));
}

ServedAnswer status_answer(int status, std::string body,
                           std::vector<std::pair<std::string, std::string>> headers) {
  ServedAnswer answer;
  answer.status = status;
  answer.headers = std::move(headers);
  answer.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  answer.body = std::move(body);
  return answer;
}

}  // namespace keyhound::testing
