// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/redis/redis_probe.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/certificate_authority.h"
#include "tests/support/free_port.h"
#include "tests/support/local_server.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

// One that asks for a password, and answers each AUTH with the next of these lines. The answers
// are those of Redis 7 and of those before.
class FakeRedis {
 public:
  explicit FakeRedis(std::vector<std::string> answers,
                     std::string ping = "-NOAUTH Authentication required.")
      : server_([answers = std::move(answers), ping = std::move(ping),
                 this](const ScriptedServer::Peer& peer) {
          peer.receive_until("PING\r\n");
          peer.send(ping + "\r\n");
          for (const std::string& answer : answers) {
            const std::string count = peer.receive_until("\r\n");
            if (count.empty()) return;
            std::string command = count;
            for (int lines = 2 * (count[1] - '0'); lines > 0; --lines)
              command += peer.receive_until("\r\n");
            asked_ += command;
            peer.send(answer + "\r\n");
          }
          peer.wait();
        }) {}
  int port() const { return server_.port(); }
  const std::string& asked() const { return asked_; }  // once it was answered

 private:
  std::string asked_;
  ScriptedServer server_;
};

Liveness check_url(int port, const std::string& user, const std::string& scheme = "redis",
                   const ProbeSettings& settings = local_settings(milliseconds(2000))) {
  return kRedisProbe.check(login_parts(marker_password(), {{"user", user},
                                                           {"host", "127.0.0.1"},
                                                           {"port", std::to_string(port)},
                                                           {"scheme", scheme}}),
                           settings);
}

constexpr const char* kWrong = "-WRONGPASS invalid username-password pair or user is disabled.";

}  // namespace

TEST_CASE("Redis tells passwords that it takes from those that it refuses") {
  struct Row {
    const char* user;
    std::vector<std::string> answers;
    const char* result;
  };
  const Row rows[] = {
      {"", {"+OK"}, "active: the server takes the password"},
      {"app", {"+OK"}, "active: the server takes the password"},
      {"app", {kWrong, "+OK"}, "active: the server takes the password"},
      {"app",
       {"-ERR wrong number of arguments for 'auth' command", "+OK"},
       "active: the server takes the password"},
      {"", {kWrong}, "revoked: the server refuses this user with this password"},
      {"app", {kWrong, kWrong}, "revoked: the server refuses this user with this password"},
      {"", {"-ERR invalid password"}, "revoked: the server refuses this user with this password"},
      {"app",
       {kWrong, "-ERR AUTH <password> called without any password configured for the default user"},
       "revoked: the server refuses this user with this password"},
      {"",
       {"-MOVED 3999 127.0.0.1:6381"},
       "indeterminate: the server answers otherwise than to a login"},
      {"",
       {"-LOADING Redis is loading"},
       "indeterminate: the server answers otherwise than to a login"},
      {"", {"+OKAY"}, "indeterminate: the server answers otherwise than to a login"},
      {"", {"$-1"}, "indeterminate: the server answers otherwise than to a login"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.answers.front());
    const FakeRedis server(row.answers);
    const Liveness liveness = check_url(server.port(), row.user);
    CHECK(state_and_reason(liveness) == row.result);
    CHECK(liveness.host == "127.0.0.1:" + std::to_string(server.port()));
    CHECK(liveness.verifier == "redis");
  }
}

TEST_CASE("AUTH holds user and password as they are, whatever bytes they have") {
  const FakeRedis server({"+OK"});
  const auto liveness =
      kRedisProbe.check(login_parts("a%0D%0AFLUSHALL%20b", {{"user", "us%C3%A9r"},
                                                            {"host", "127.0.0.1"},
                                                            {"port", std::to_string(server.port())},
                                                            {"scheme", "redis"}}),
                        local_settings(milliseconds(500)));
  // The fake server reads lines and is lost here; what it was told counts the bytes.
  CHECK(liveness.state != LivenessState::kRevoked);
  CAPTURE(server.asked());
  CAPTURE(state_and_reason(liveness));
  CHECK(server.asked().find("*3\r\n$4\r\nAUTH\r\n$5\r\nus\xc3\xa9r\r\n$13\r\na\r\n") == 0);
}

TEST_CASE("A real Redis is asked, where one is installed") {
  constexpr const char* kProgram = "/usr/bin/redis-server";
  if (::access(kProgram, X_OK) != 0) {
    MESSAGE("there is no Redis (package redis-server): it is not asked");
    return;
  }
  const TempDir folder;
  ::chmod(folder.str().c_str(), 0755);
  const int port = free_port();
  folder.write_file("redis.conf", "bind 127.0.0.1\nport " + std::to_string(port) +
                                      "\nsave \"\"\ndir /tmp\nrequirepass " + marker_password() +
                                      "\nuser app on >other" + marker_password() +
                                      " ~* +@all\nuser off off >other" + marker_password() + "\n");
  const LocalServer server({kProgram, folder / "redis.conf"}, port, folder / "log");
  CHECK(state_and_reason(check_url(port, "")) == "active: the server takes the password");
  CHECK(state_and_reason(check_url(port, "h")) == "active: the server takes the password");
  const auto check_password = [port](const std::string& user, const std::string& password) {
    return kRedisProbe
        .check(login_parts(password, {{"user", user},
                                      {"host", "127.0.0.1"},
                                      {"port", std::to_string(port)},
                                      {"scheme", "redis"}}),
               local_settings())
        .state;
  };
  CHECK(check_password("app", "other" + marker_password()) == LivenessState::kActive);
  CHECK(check_password("off", "other" + marker_password()) == LivenessState::kRevoked);
  CHECK(check_password("", "other" + marker_password()) == LivenessState::kRevoked);
  CHECK(check_password("app", "wrong") == LivenessState::kRevoked);
}

TEST_CASE("A Redis that lets everybody in says nothing of a password") {
  const FakeRedis open({"+OK"}, "+PONG");
  CHECK(state_and_reason(check_url(open.port(), "")) ==
        "indeterminate: the server lets everybody in");
  const FakeRedis protected_one({"+OK"}, "-DENIED Redis is running in protected mode");
  CHECK(check_url(protected_one.port(), "").state == LivenessState::kIndeterminate);
  CHECK(open.asked().empty());
  CHECK(protected_one.asked().empty());
}

TEST_CASE("rediss:// is TLS with a certificate that is trusted, or nothing is sent") {
  const CertificateAuthority authority;
  const TempDir folder;
  const auto issued = authority.issue({{"localhost"}});
  folder.write_file("ca.pem", authority.certificate_pem());
  folder.write_file("both.pem", issued.certificate_pem + issued.key_pem);
  const TlsContext context(SSL_CTX_new(TLS_server_method()));
  const std::string file = folder / "both.pem";
  SSL_CTX_use_certificate_chain_file(context.get(), file.c_str());
  SSL_CTX_use_PrivateKey_file(context.get(), file.c_str(), SSL_FILETYPE_PEM);
  std::string heard;
  const ScriptedServer server([&](const ScriptedServer::Peer& peer) {
    TlsStream stream(peer.descriptor());
    std::string bytes;
    if (!stream.shake_hands(context.get()) || !stream.receive(bytes)) return;
    stream.send("-NOAUTH Authentication required.\r\n");
    stream.receive(bytes);
    heard += bytes;
    stream.send("+OK\r\n");
  });
  const auto check_host = [&](const std::string& host, const std::string& ca_file) {
    ProbeSettings settings = local_settings(milliseconds(3000));
    settings.ca_file = ca_file;
    return state_and_reason(kRedisProbe.check(
        login_parts(
            marker_password(),
            {{"host", host}, {"port", std::to_string(server.port())}, {"scheme", "rediss"}}),
        settings));
  };
  const std::string distrust = "indeterminate: the certificate of the server is not trusted";
  CHECK(check_host("localhost", "") == distrust);
  CHECK(check_host("127.0.0.1", folder / "ca.pem") == distrust);
  CHECK(heard.empty());
  CHECK(check_host("localhost", folder / "ca.pem") == "active: the server takes the password");
}

TEST_CASE("A server that plays Redis falsely proves nothing, in time") {
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, '+'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("-NOAUTH \r\n");
        peer.wait();
      },
      [](const ScriptedServer::Peer& peer) { peer.send("HTTP/1.1 200 OK\r\n\r\n"); },
  };
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness =
        check_url(server.port(), "app", "redis", local_settings(milliseconds(500)));
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("The plan of a login to Redis names its server, and sentinels are none") {
  const auto target =
      kRedisProbe.target(login_parts("x", {{"host", "cache.acme.test"}, {"scheme", "rediss"}}), {});
  REQUIRE(target.has_value());
  CHECK(target->host == "cache.acme.test:6379");
  const CredentialParts sentinel =
      login_parts("x", {{"host", "cache.acme.test"}, {"scheme", "redis+sentinel"}});
  CHECK_FALSE(kRedisProbe.target(sentinel, {}).has_value());
  CHECK(kRedisProbe.check(sentinel, {}).state == LivenessState::kIndeterminate);
  CHECK(probe_of_rule("database-url-redis") == &kRedisProbe);
}

}  // namespace keyhound::testing
