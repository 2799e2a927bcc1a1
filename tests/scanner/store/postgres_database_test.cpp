// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "scanner/store/database.h"
#include "scanner/store/postgres_url.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/stored_scans.h"

namespace keyhound::testing {
namespace {

TEST_CASE("An URL with a password is refused, and no message shows one") {
  const std::string word = "geheim";
  for (const std::string& url :
       {"postgresql://ana:" + word + "@db.example/keyhound",
        "postgresql://ana@db/k?password=" + word, "postgresql://db/k?PassWord=" + word,
        "postgresql://db/k?passwo%72d=" + word, "postgres://ana:" + word + "@x@db/k"}) {
    CAPTURE(url);
    const auto refused = Store::open(url, StoreAccess::kWrite);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::kConfiguration);
    CHECK(refused.error().message.find(word) == std::string::npos);
    CHECK(refused.error().message.find("PGPASSFILE") != std::string::npos);
  }
  CHECK(check_postgres_url("postgresql://ana@db:5433/keyhound?sslmode=require").has_value());
  CHECK(postgres_label("postgresql://ana@db:5433/k?sslmode=require") == "postgresql://db:5433/k");
}

TEST_CASE("A server that is not there is told") {
  const TempDir folder;
  const auto refused =
      Store::open("postgresql://postgres@/x?host=" + folder.str(), StoreAccess::kWrite);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::kConfiguration);
  CHECK(refused.error().message.find("is the server there") != std::string::npos);
}

TEST_CASE("A user without rights is told what is missing") {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) return;
  const std::string url = server->new_database();
  const std::string stranger = server->url_of_stranger(url);
  const auto refused_writer = Store::open(stranger, StoreAccess::kWrite);
  CHECK_MESSAGE(refused_writer.error().message.find("may not do that") != std::string::npos,
                refused_writer.error().message);
  auto store = Store::open(url, StoreAccess::kWrite);
  server->sql(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO stranger");
  auto reader = Store::open(stranger, StoreAccess::kRead);
  REQUIRE_MESSAGE(reader.has_value(), reader.error().message);
  const auto refused = reader->database().execute("DELETE FROM runs");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("Rows of PostgreSQL have the values that those of SQLite have") {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) return;
  auto database = std::move(*open_postgres(server->new_database(), false));
  const SqlRow parameters = {std::int64_t{7}, 1.5, std::string("a'\"\\"), SqlValue()};
  const auto row = database->one_row(
      "SELECT $1::bigint, $2::double precision, $3::text, $4::text, SUM(i), AVG(i), 1 = 1, "
      "$1::integer FROM (VALUES (1::bigint), (2)) AS n (i)",
      parameters);
  REQUIRE_MESSAGE(row.has_value(), row.error().message);
  CHECK((*row)[0] == SqlValue(std::int64_t{7}));
  CHECK((*row)[1] == SqlValue(1.5));
  CHECK((*row)[2] == SqlValue(std::string("a'\"\\")));
  CHECK((*row)[3] == SqlValue());
  CHECK((*row)[4] == SqlValue(std::int64_t{3}));
  CHECK((*row)[5] == SqlValue(1.5));
  CHECK((*row)[6] == SqlValue(std::int64_t{1}));
  CHECK((*row)[7] == SqlValue(std::int64_t{7}));
}

TEST_CASE("A server that is killed at any moment loses nothing and doubles nothing") {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) return;
  const std::string url = server->new_database();
  auto store = Store::open(url, StoreAccess::kWrite);
  REQUIRE(store->join_run(plan_of("r1", {planned("a"), planned("b")}), this_coordinator(1), hour(0))
              .has_value());
  ScanResult result;
  for (int i = 0; i < 200; ++i) result.findings.push_back(stored_finding(i, 3));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  const pid_t writer = ::fork();
  if (writer == 0) {
    auto own = Store::open(url, StoreAccess::kWrite);
    int failed = own ? 0 : 100;
    for (int i = 0; own && (i < 4 || std::chrono::steady_clock::now() < until); ++i) {
      const Status done = own->record_scan(1, scan_of(1 + i % 2), result, hour(i));
      if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
      if (!done) ++failed;
    }
    ::_exit(failed);
  }
  std::mt19937 random(20261130);
  while (std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 400));
    server->kill();
    server->start();
  }
  int status = 0;
  ::waitpid(writer, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  // The store's own connection broke, too.
  const auto coverage = store->coverage(1);
  REQUIRE_MESSAGE(coverage.has_value(), coverage.error().message);
  CHECK(coverage->counts.scanned == 2);
  CHECK(text_in(*store, "SELECT COUNT(*) FROM findings WHERE state = 'new'") == "400");
  CHECK(text_in(*store, "SELECT COUNT(*) FROM occurrences") == "1200");
  CHECK(text_in(*store, "SELECT COUNT(*) FROM scans") == "2");
}

TEST_CASE("Coordinators that claim and record at once scan each target once") {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) return;
  const std::string url = server->new_database();
  std::vector<PlannedRepository> repositories;
  for (int i = 0; i < 60; ++i) repositories.push_back(planned("r" + std::to_string(i), 1 + i % 2));
  const auto work = [&](int shard) {
    auto store = Store::open(url, StoreAccess::kWrite);
    if (!store) return 1;
    const Coordinator self = this_coordinator(shard);
    const auto run = store->join_run(plan_of("r1", repositories, 2), self, hour(0));
    if (!run) return 2;
    while (true) {
      const auto claimed = store->claim_target(run->id, self, hour(0));
      if (!claimed) return 3;
      if (!*claimed) break;
      // The same credentials in all of them: each waits for the others.
      if (!store->record_scan(run->id, scan_of((*claimed)->repository_id), stored_result({1, 2, 3}),
                              hour(0)))
        return 4;
    }
    return store->finish_shard(run->id, self, hour(1)) ? 0 : 5;
  };
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work(1 + i % 2));
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  auto store = Store::open(url, StoreAccess::kWrite);
  CHECK(text_in(*store,
                "SELECT COUNT(*) FROM run_targets WHERE outcome = 'scanned' AND attempts = "
                "1") == "60");
  CHECK(text_in(*store, "SELECT MIN(repository_count) FROM credentials") == "60");
  CHECK(store->find_run("")->state == "finished");
}

}  // namespace
}  // namespace keyhound::testing
