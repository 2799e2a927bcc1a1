// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/probe_stream.h"

#include <doctest/doctest.h>

#include "scanner/probes/login_stream.h"
#include "scanner/probes/net/connected_socket.h"
#include "scanner/probes/net/host_address.h"
#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/free_port.h"
#include "tests/support/scripted_server.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

HostPort place_of(int port) { return {"localhost", std::to_string(port)}; }

std::string message_of(const Error& error) { return error.message; }

}  // namespace

TEST_CASE("Addresses are judged after the name was looked up, and the internal ones left out") {
  const auto all = addresses_of("localhost", "22", false);
  REQUIRE(all.has_value());
  for (const HostAddress& address : *all) CHECK_FALSE(address.is_public);
  for (const char* host : {"localhost", "127.0.0.1", "::1", "169.254.169.254", "10.0.0.1"}) {
    CAPTURE(std::string(host));
    const auto none = addresses_of(host, "22", true);
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().message.find("--allow-internal") != std::string::npos);
  }
  const auto literal = addresses_of("8.8.8.8", "22", true);  // no name is asked for
  REQUIRE(literal.has_value());
  CHECK(literal->front().text == "8.8.8.8");
  CHECK(literal->front().is_public);
}

TEST_CASE("A connection that nobody takes is told, in time") {
  const auto refused = ConnectedSocket::connect("127.0.0.1", std::to_string(free_port()), false,
                                                Deadline(milliseconds(2000)));
  REQUIRE_FALSE(refused.has_value());
  CHECK(message_of(refused.error()) == "cannot connect");
  const auto late = ConnectedSocket::connect("127.0.0.1", std::to_string(free_port()), false,
                                             Deadline(milliseconds(0)));
  CHECK_FALSE(late.has_value());
}

TEST_CASE("Bytes are read as they come, up to the end, and within one time") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) {
    peer.send("abc");
    peer.receive(2);
    peer.send("def");
    if (peer.receive(1) == "w") peer.wait();
  });
  for (const char* last : {"w", "e"}) {
    auto stream = ProbeStream::connect(place_of(server.port()), local_settings(milliseconds(300)));
    REQUIRE(stream.has_value());
    CHECK_FALSE(stream->is_public());
    CHECK(stream->read_exactly(3).value_or("") == "abc");
    CHECK(stream->write("12").has_value());
    CHECK(stream->read(2).value_or("") == "de");
    CHECK(stream->write(last).has_value());
    const auto end = stream->read_exactly(2);
    REQUIRE_FALSE(end.has_value());
    CHECK(message_of(end.error()) == (std::string(last) == "w"
                                          ? "the server does not answer to the end in time"
                                          : "the server does not answer to the end"));
    CHECK(stream->peer_certificate().empty());
  }
}

TEST_CASE("What nobody reads is not written without an end") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) {
    while (peer.send(std::string(1, '\0'))) {
    }
  });
  auto stream = ProbeStream::connect(place_of(server.port()), local_settings(milliseconds(300)));
  REQUIRE(stream.has_value());
  Status sent = {};
  for (int i = 0; i < 100 && sent; ++i) sent = stream->write(std::string(1U << 20U, 'x'));
  REQUIRE_FALSE(sent.has_value());
  CHECK(message_of(sent.error()) == "the server takes nothing more in time");
}

TEST_CASE("A password in clear text goes to internal hosts alone") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) { peer.wait(); });
  DatabaseLogin login;
  login.place = place_of(server.port());
  CHECK(open_login_stream(login, false, local_settings()).has_value());
  ProbeSettings settings;
  CHECK_FALSE(open_login_stream(login, false, settings).has_value());
}

}  // namespace keyhound::testing
