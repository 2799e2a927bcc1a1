// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/amqp/amqp_probe.h"

#include <doctest/doctest.h>

#include "scanner/probes/amqp/amqp_frame.h"
#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/scripted_server.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;

std::string sized(const std::string& bytes) {
  return "\0\0"s + static_cast<char>(bytes.size() >> 8U) + static_cast<char>(bytes.size()) + bytes;
}

std::string frame(const std::string& method, const std::string& arguments) {
  return "\1\0\0"s + sized("\0\x0a"s + method + arguments) + '\xce';
}

std::string start(const std::string& mechanisms) {
  return frame("\0\x0a"s, "\0\x09"s + sized("") + sized(mechanisms) + sized("en_US"));
}

std::string close(int code) {
  return frame("\0\x32"s, std::string(1, static_cast<char>(code >> 8)) + static_cast<char>(code) +
                              "\x04text\0\x0a\0\x0b"s);
}

const std::string kTune = frame("\0\x1e"s, "\x07\xff\0\2\0\0\0\x3c"s);

// RabbitMQ as its specification has it; no broker runs here.
class FakeBroker {
 public:
  FakeBroker(std::string first, std::string second)
      : server_([=, this](const ScriptedServer::Peer& peer) {
          greeting_ = peer.receive(8);
          peer.send(first);
          const std::string head = peer.receive(7);
          if (head.size() == 7)
            login_ = peer.receive(
                static_cast<std::size_t>(static_cast<unsigned char>(head[6])) +
                static_cast<std::size_t>(static_cast<unsigned char>(head[5])) * 256U + 1U);
          peer.send(second);
          peer.wait();
        }) {}
  int port() const { return server_.port(); }
  const std::string& greeting() const { return greeting_; }
  const std::string& login() const { return login_; }

 private:
  std::string greeting_;
  std::string login_;
  ScriptedServer server_;
};

Liveness check_url(int port, const std::string& user) {
  return kAmqpProbe.check(login_parts(marker_password(), {{"user", user},
                                                          {"host", "127.0.0.1"},
                                                          {"port", std::to_string(port)},
                                                          {"scheme", "amqp"}}),
                          local_settings(milliseconds(700)));
}

}  // namespace

TEST_CASE("An AMQP broker tells users that it lets in from those that it refuses") {
  struct Row {
    const char* user;
    std::string first;
    std::string second;
    const char* result;
  };
  const std::string both = start("PLAIN AMQPLAIN");
  const Row rows[] = {
      {"app", both, kTune, "active: the server lets the user in"},
      {"app", both, close(403), "revoked: the server refuses this user with this password (403)"},
      {"guest", both, close(403),
       "indeterminate: the server refuses guest, maybe for where it comes from"},
      {"app", both, close(530), "indeterminate: the server ends the login for another reason"},
      {"app", start("EXTERNAL XPLAIN"), kTune,
       "indeterminate: the server takes no passwords (PLAIN)"},
      {"app", kTune, kTune, "indeterminate: the server takes no passwords (PLAIN)"},
      {"app", "AMQP\0\1\0\0"s, "",
       "indeterminate: the server does not answer as AMQP 0-9-1 has it"},
      {"app", std::string(5000, '\xff'), "",
       "indeterminate: the server does not answer as AMQP 0-9-1 has it"},
      {"app", both, "", "indeterminate: the server does not answer to the end in time"},
      {"app", "", "", "indeterminate: the server does not answer to the end in time"},
  };
  for (const Row& row : rows) {
    const FakeBroker server(row.first, row.second);
    const Liveness liveness = check_url(server.port(), row.user);
    CHECK(state_and_reason(liveness) == row.result);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("A login to AMQP is made as PLAIN has it") {
  const FakeBroker server(start("PLAIN"), kTune);
  CHECK(check_url(server.port(), "a%40b").state == LivenessState::kActive);
  CHECK(server.greeting() == "AMQP\0\0\x09\x01"s);
  CHECK(server.login().find("\0a@b\0"s + marker_password()) != std::string::npos);
  CHECK(server.login().find("authentication_failure_close") != std::string::npos);
}

TEST_CASE("Damaged frames of AMQP are none") {
  const std::string whole = close(403);
  CHECK(amqp_rest(whole.substr(0, 7)) == whole.size() - 7);
  CHECK_FALSE(amqp_rest("\1\0\1\0\0\0\5"s).has_value());    // another channel
  CHECK_FALSE(amqp_rest("\1\0\0\x7f\0\0\0"s).has_value());  // two gigabytes
  CHECK_FALSE(amqp_rest("\2\0\0\0\0\0\5"s).has_value());    // no method
  CHECK_FALSE(amqp_rest("\1\0\0").has_value());
  CHECK_FALSE(read_amqp_frame(whole.substr(7, whole.size() - 8)).has_value());
  CHECK(mechanisms_of_start("\0\x09\0\0\0\x09").empty());
  CHECK(code_of_close("\1") == 0);
}

TEST_CASE("The plan of a login to AMQP knows the ports of its schemes") {
  const auto port_of = [](const char* scheme) {
    const auto target =
        kAmqpProbe.target(login_parts("x", {{"host", "mq"}, {"scheme", scheme}}), {});
    return target ? target->host : target.error().message;
  };
  CHECK(port_of("amqp") == "mq:5672");
  CHECK(port_of("amqps") == "mq:5671");
  CHECK(probe_of_rule("amqp-url") == &kAmqpProbe);
}

}  // namespace keyhound::testing
