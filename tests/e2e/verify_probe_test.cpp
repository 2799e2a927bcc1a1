// SPDX-License-Identifier: Apache-2.0
// What `keyhound verify` asks in other protocols than HTTP.
#include <filesystem>

#include "tests/e2e/verify_fixture.h"
#include "tests/support/certificate_authority.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scripted_server.h"
#include "tests/support/ssh_server.h"
#include "tests/support/tls_host.h"

namespace keyhound::testing {
namespace {

RunResult verify_here(const GitRepoBuilder& repo, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"verify", repo.path(), "--no-cache", "--allow-internal"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return keyhound(arguments);
}

}  // namespace

TEST_CASE("verify logs in to a database whose URL leaked") {
  const auto server = PostgresServer::with_logins("host all all all scram-sha-256\n");
  if (server == nullptr) return;
  const std::string password = alphanumerics(11, 24);
  server->sql(server->owner_url(),
              "CREATE ROLE app LOGIN PASS"
              "WORD '" +
                  password + "'");
  GitRepoBuilder repo;
  const std::string place = "127.0.0.1:" + std::to_string(server->port());
  repo.commit_file("app.env", "DATABASE_URL=postgres://app:" + password + "@" + place + "/app\n",
                   "Add a database");

  const RunResult plan = ended_with(0, verify_here(repo, {"--allow", "127.0.0.1", "--dry-run"}));
  CHECK(holds(plan.out, place));
  CHECK(holds(plan.out, "log in to PostgreSQL"));
  CHECK_FALSE(holds(plan.out + plan.err, password));

  const RunResult active = ended_with(1, verify_here(repo, {"--allow", "127.0.0.1"}));
  CHECK(holds(active.out, "active 1"));
  CHECK_FALSE(holds(active.out + active.err, password));

  server->sql(server->owner_url(),
              "ALTER ROLE app PASS"
              "WORD 'changed'");
  // Its certificate signs itself: whoever is on the way could refuse the password.
  const RunResult refused = ended_with(3, verify_here(repo, {"--allow", "127.0.0.1"}));
  CHECK(holds(refused.out, "a server that nobody vouches for refused it"));
  CHECK_FALSE(holds(refused.out, "revoked 1"));
  GitRepoBuilder named;
  named.commit_file("app.env",
                    "DATABASE_URL=postgres://app:" + password +
                        "@localhost:" + std::to_string(server->port()) + "/app\n",
                    "Add a database");
  const RunResult revoked = ended_with(
      0, verify_here(named, {"--allow", "localhost", "--ca-file", server->certificate()}));
  CHECK(holds(revoked.out, "revoked 1"));
}

TEST_CASE("verify asks about a password at every host that it stands beside") {
  GitRepoBuilder repo;
  const std::string password = alphanumerics(13, 24);
  for (const std::string host : {"b", "a"})
    repo.commit_file(host + ".env",
                     "DATABASE_URL=postgres://app:" + password + "@" + host + ".acme.test/app\n",
                     "Add a database");
  const RunResult plan = ended_with(0, verify_here(repo, {"--dry-run", "--allow", "*.acme.test"}));
  const std::size_t first = plan.out.find("a.acme.test:5432: log in to PostgreSQL");
  CHECK(first < plan.out.find("b.acme.test:5432: log in to PostgreSQL"));
  CHECK(holds(plan.out, "would ask 2 at 2 hosts"));
  CHECK_FALSE(holds(plan.out, password));
}

TEST_CASE("verify binds to a directory whose URL leaked, over TLS alone") {
  using std::string_literals::operator""s;
  const TlsHost host;
  std::string result = "\0"s;  // of the bind
  const ScriptedServer server([&](const ScriptedServer::Peer& peer) {
    peer.receive(31);  // the question for TLS
    peer.send("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\0\x04\0\x04\0"s);
    TlsStream stream(peer.descriptor());
    std::string bind;
    if (!stream.shake_hands(host.context()) || !stream.receive(bind)) return;
    stream.send("\x30\x0c\x02\x01\x02\x61\x07\x0a\x01"s + result + "\x04\0\x04\0"s);
  });
  GitRepoBuilder repo;
  const std::string password = alphanumerics(14, 24);
  const std::string place = "localhost:" + std::to_string(server.port());
  repo.commit_file("app.env",
                   "LDAP_URL=ldap://cn=app,dc=acme:" + password + "@" + place + "/dc=acme\n",
                   "Add a directory");
  const std::vector<std::string> allowed = {"--allow", "localhost", "--ca-file", host.ca_file()};
  const RunResult active = ended_with(1, verify_here(repo, allowed));
  CHECK(holds(active.out, "active 1"));
  result = "\x31";
  const RunResult revoked = ended_with(0, verify_here(repo, allowed));
  CHECK(holds(revoked.out, "revoked 1"));
  const RunResult distrusted = ended_with(3, verify_here(repo, {"--allow", "localhost"}));
  CHECK(holds(distrusted.out, "the certificate of the server is not trusted"));
  for (const RunResult& run : {active, revoked, distrusted})
    CHECK_FALSE(holds(run.out + run.err, password));
}

TEST_CASE("verify plans a login for every form in which passwords of databases stand") {
  GitRepoBuilder repo;
  const std::vector<std::string> lines = {
      "mongodb://app:@1@a.acme.test:27018,b.acme.test/shop?w=1&authSource=admin",
      "mongodb+srv://app:@2@cluster.acme.test/shop",
      "sqlserver://app:@3@c.acme.test?database=shop",
      "Server=tcp:d.acme.test,1434;Password=@4;User Id=app;Encrypt=True",
      "jdbc:sqlserver:"
      "//e.acme.test:1435;databaseName=shop;user=app;password=@5",
      "jdbc:mariadb://f.acme.test/shop?user=app&password=@6",
      "Driver={PostgreSQL Unicode};Server=g.acme.test;Port=5433;Uid=app;Pwd=@7",
      "ldaps://cn=app,dc=acme:@8@h.acme.test",
  };
  for (unsigned i = 0; i < lines.size(); ++i) {
    std::string line = lines[i];
    line.replace(line.find("@" + std::to_string(i + 1)), 2, alphanumerics(20 + i, 24));
    repo.commit_file(std::to_string(i) + ".conf", "url = \"" + line + "\"\n", "Add a database");
  }
  const RunResult plan = ended_with(0, verify_here(repo, {"--dry-run", "--allow", "*.acme.test"}));
  for (const char* part :
       {"a.acme.test:27018: log in to MongoDB", "c.acme.test:1433: log in to SQL Server",
        "d.acme.test:1434: log in to SQL Server", "e.acme.test:1435: log in to SQL Server",
        "f.acme.test:3306: log in to MySQL", "g.acme.test:5433: log in to PostgreSQL",
        "h.acme.test:636: log in to the directory", "SRV records, which are not looked up"})
    CHECK_MESSAGE(holds(plan.out, part), part, " is not in ", plan.out);
  CHECK(holds(plan.out, "would ask 7 at 7 hosts"));
}

TEST_CASE("verify connects to no internal database, and to none that is not allowed") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) { peer.wait(); });
  GitRepoBuilder repo;
  repo.commit_file("app.env",
                   "DATABASE_URL=postgres://app:" + alphanumerics(12, 24) +
                       "@127.0.0.1:" + std::to_string(server.port()) + "/app\n",
                   "Add a database");
  const RunResult internal =
      ended_with(3, keyhound({"verify", repo.path(), "--no-cache", "--allow", "127.0.0.1"}));
  CHECK(holds(internal.out, "--allow-internal"));
  const RunResult other = verify_here(repo, {"--allow", "db.acme.test"});
  CHECK(holds(other.out, "add --allow 127.0.0.1"));
  CHECK(server.connections() == 0);
}

TEST_CASE("verify tries an SSH key that leaked against the hosts that are named") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  GitRepoBuilder repo;
  const std::string key = server->new_key({"-t", "ed25519", "-N", ""}, true);
  repo.commit_file("id_ed25519", key, "Add a key");
  const RunResult active =
      ended_with(1, verify_here(repo, {"--allow", "127.0.0.1", "--ssh-host", server->host(),
                                       "--known-hosts", server->known_hosts()}));
  CHECK(holds(active.out, "active 1"));
  const TempDir empty;
  empty.write_file("known_hosts", "");
  const RunResult unknown =
      ended_with(3, verify_here(repo, {"--allow", "127.0.0.1", "--ssh-host", server->host(),
                                       "--known-hosts", empty / "known_hosts"}));
  CHECK(holds(unknown.out, "--known-hosts"));
}

TEST_CASE("verify calls an SSH key revoked where its line says that it was let in") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  std::string line;
  for (const char c : server->new_key({"-t", "ed25519", "-N", ""}, false))
    line += c == '\n' ? std::string("\\n") : std::string(1, c);
  line = "private-key-openssh=\"" + line + "\"";
  const auto verified = [&](const std::string& text) {
    const TempDir folder;
    folder.write_file("old-keys", text + "\n");
    std::filesystem::permissions(folder / "old-keys", std::filesystem::perms::owner_read);
    return keyhound({"verify", "--secrets", folder / "old-keys", "--no-cache", "--allow-internal",
                     "--allow", "127.0.0.1", "--ssh-host", server->host(), "--known-hosts",
                     server->known_hosts()});
  };
  CHECK(holds(ended_with(3, verified(line)).out, server->host() + " does not accept it"));
  const RunResult revoked = ended_with(0, verified(line + " identity:ssh_host=" + server->host()));
  CHECK(holds(revoked.out, "revoked 1"));
}

TEST_CASE("verify compares a TLS key that leaked with certificates") {
  const CertificateAuthority authority;
  const auto issued = authority.issue({{"www.acme.test"}, -10 * 86'400, -86'400});
  GitRepoBuilder repo;
  repo.commit_file("tls.key", issued.key_pem, "Add a key");
  const TempDir folder;
  folder.write_file("site.pem", issued.certificate_pem);
  const RunResult expired = ended_with(
      0, verify_here(repo, {"--allow", "www.acme.test", "--certificate", folder / "site.pem"}));
  CHECK(holds(expired.out, "expired 1"));
}

}  // namespace keyhound::testing
