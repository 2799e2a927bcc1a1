// SPDX-License-Identifier: Apache-2.0
// `keyhound bulk run --verify` where a server is asked in another protocol than HTTP.
#include <atomic>

#include "tests/e2e/bulk_fleet.h"
#include "tests/e2e/verify_fixture.h"
#include "tests/support/scripted_server.h"

namespace keyhound::testing {
namespace {

// The words of one command of a Redis client; empty: it is gone.
std::vector<std::string> command_of(const ScriptedServer::Peer& peer) {
  std::vector<std::string> words;
  const std::string head = peer.receive_until("\r\n");
  if (head.size() < 4 || head[0] != '*') return words;
  for (int left = std::stoi(head.substr(1)); left > 0; --left) {
    peer.receive_until("\r\n");
    std::string word = peer.receive_until("\r\n");
    words.push_back(word.substr(0, word.find('\r')));
  }
  return words;
}

}  // namespace

TEST_CASE("A bulk run logs in once with a password that stands in many repositories") {
  const std::string password = alphanumerics(17, 24);
  std::atomic<int> logins = 0;
  const ScriptedServer server([&](const ScriptedServer::Peer& peer) {
    for (;;) {
      const auto words = command_of(peer);
      if (words.empty()) return;
      if (words[0] != "AUTH") {
        peer.send("-NOAUTH Authentication required.\r\n");
        continue;
      }
      ++logins;
      peer.send(words.back() == password ? "+OK\r\n" : "-WRONGPASS invalid\r\n");
    }
  });
  RepositoryFleet fleet(4);
  for (std::size_t i = 0; i < 4; ++i) {
    fleet.source(i).commit_file(
        "app.env",
        "CACHE_URL=redis://:" + password + "@127.0.0.1:" + std::to_string(server.port()) + "/0\n",
        "Add a cache");
    fleet.publish(i);
  }
  const RunResult run = ended_with(
      0, fleet.run({"--verify", "--allow", "127.0.0.1", "--allow-internal", "--no-verify-cache",
                    "--fail-on", "none", "--json-log", "--rate", "20"}));
  INFO(run.describe());
  CHECK(logins == 1);
  CHECK(holds(run.out, "verification: 1 request was sent"));
  const RunResult active = ended_with(
      0, keyhound({"query", "active", "--store", fleet.dir() / "s.db", "--format", "json"}));
  CHECK(nlohmann::json::parse(active.out)["rows"].size() == 4);
  CHECK_FALSE(holds(run.out + run.err + active.out, password));
}

}  // namespace keyhound::testing
