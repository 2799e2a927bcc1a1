// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "scanner/store/database.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

int status_of(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string integrity(const std::string& path) {
  auto store = Store::open(path, StoreAccess::kWrite);
  return store ? text_in(*store, "PRAGMA integrity_check") +
                     std::to_string(texts_of(*store, "PRAGMA foreign_key_check").size())
               : store.error().message;
}

TEST_CASE("A store is for its owner alone, and so are its journals") {
  const TempDir folder;
  const auto store = Store::open(folder / "s.db", StoreAccess::kWrite);
  REQUIRE(store.has_value());
  for (const char* name : {"s.db", "s.db-wal", "s.db-shm"}) {
    CAPTURE(name);
    struct stat status {};
    REQUIRE(::stat((folder / name).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
}

TEST_CASE("Names that mean something to SQLite are names of files") {
  const TempDir folder;
  for (const char* name : {"file:x?mode=memory", ":memory:", "a%20b#c.db", "-s.db"}) {
    CAPTURE(name);
    REQUIRE(Store::open(folder / name, StoreAccess::kWrite).has_value());
    CHECK(folder.exists(name));
    CHECK(Store::open(folder / name, StoreAccess::kRead).has_value());
  }
}

TEST_CASE("What is no store is told with its name and the next step") {
  const TempDir folder;
  folder.write_file("text", std::string(5000, 'x'));
  folder.make_directory("directory");
  ::mkfifo((folder / "pipe").c_str(), 0600);
  struct Row {
    const char* name;
    const char* message;
  };
  for (const Row& row : std::initializer_list<Row>{{"text", "no SQLite database"},
                                                   {"directory", "no regular file"},
                                                   {"pipe", "no regular file"},
                                                   {"missing/s.db", "missing/s.db"}}) {
    CAPTURE(row.name);
    for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
      const auto refused = Store::open(folder / row.name, access);
      REQUIRE_FALSE(refused.has_value());
      CHECK_MESSAGE(refused.error().message.find(row.message) != std::string::npos,
                    refused.error().message);
    }
  }
}

TEST_CASE("A file that may only be read is read, and a writer is told") {
  const TempDir folder;
  REQUIRE(Store::open(folder / "d/../s.db", StoreAccess::kWrite).error().kind ==
          ErrorKind::kNotFound);
  folder.make_directory("d");
  REQUIRE(Store::open(folder / "d/s.db", StoreAccess::kWrite).has_value());
  ::chmod((folder / "d/s.db").c_str(), 0444);
  ::chmod((folder / "d").c_str(), 0555);
  CHECK(status_of([&folder] {
          if (::geteuid() == 0 && ::setuid(65534) != 0) return 1;
          auto reader = Store::open(folder / "d/s.db", StoreAccess::kRead);
          if (!reader) std::fprintf(stderr, "%s\n", reader.error().message.c_str());
          if (!reader || reader->find_run("").error().kind != ErrorKind::kNotFound) return 2;
          const auto writer = Store::open(folder / "d/s.db", StoreAccess::kWrite);
          if (writer) return 3;
          return writer.error().message.find("may not be written") != std::string::npos ? 0 : 4;
        }) == 0);
}

TEST_CASE("Parameters are those of their numbers, and a listener may ask the same") {
  const TempDir folder;
  auto database = std::move(*open_sqlite(folder / "s.db", false));
  const SqlRow two = {std::int64_t{1}, std::string("b")};
  const auto row = database->one_row("SELECT $2, $1, $2", two);
  CHECK(text_of((*row)[0]) == "b");
  CHECK(whole_number((*row)[1]) == 1);
  REQUIRE(
      database->script("CREATE TABLE n (i INTEGER); INSERT INTO n VALUES (1), (2)").has_value());
  std::string pairs;
  const char* sql = "SELECT i FROM n ORDER BY i";
  REQUIRE(database
              ->query(sql, {},
                      [&](const SqlRow& outer) {
                        return database->query(sql, {}, [&](const SqlRow& inner) -> Status {
                          pairs +=
                              std::to_string(whole_number(outer[0]) * 10 + whole_number(inner[0])) +
                              " ";
                          return {};
                        });
                      })
              .has_value());
  CHECK(pairs == "11 12 21 22 ");
  CHECK(*database->execute("UPDATE n SET i = i + 1") == 2);
  CHECK(*database->execute("UPDATE n SET i = 0 WHERE i = 9") == 0);
}

TEST_CASE("A transaction that fails leaves nothing") {
  const TempDir folder;
  auto database = std::move(*open_sqlite(folder / "s.db", false));
  REQUIRE(database->script("CREATE TABLE n (i INTEGER)").has_value());
  const Status failed = database->transaction([&]() -> Status {
    KEYHOUND_TRY_STATUS(database->execute("INSERT INTO n VALUES (1)"));
    return fail(ErrorKind::kLimit, "enough");
  });
  CHECK(failed.error().message == "enough");
  CHECK(whole_number(database->one_row("SELECT COUNT(*) FROM n")->front()) == 0);
}

TEST_CASE("A store on a full disk says so, and what it has is intact") {
  const TempDir folder;
  const std::string path = folder / "s.db";
  ScanResult many;
  for (int i = 0; i < 2000; ++i) many.findings.push_back(stored_finding(i, 5));
  {
    auto store = Store::open(path, StoreAccess::kWrite);
    REQUIRE(
        store->join_run(plan_of("r1", {planned("a"), planned("b")}), this_coordinator(1), hour(0))
            .has_value());
    REQUIRE(store->record_scan(1, scan_of(1), stored_result({1}), hour(0)).has_value());
  }
  // A limit of the process stands for the disk: the write fails in the same place.
  CHECK(status_of([&] {
          ::signal(SIGXFSZ, SIG_IGN);
          const rlimit limit{400'000, 400'000};
          ::setrlimit(RLIMIT_FSIZE, &limit);
          auto store = Store::open(path, StoreAccess::kWrite);
          if (!store) return 1;
          const Status recorded = store->record_scan(1, scan_of(2), many, hour(0));
          if (recorded) return 2;
          if (recorded.error().message.find("intact") == std::string::npos) return 3;
          if (recorded.error().kind != ErrorKind::kUnreadable) return 4;
          return text_in(*store, "SELECT COUNT(*) FROM findings") == "1" ? 0 : 5;
        }) == 0);
  CHECK(integrity(path) == "ok0");
  auto store = Store::open(path, StoreAccess::kWrite);
  // SQLite's own limit is told as a full disk is.
  REQUIRE(store->database().script("PRAGMA max_page_count = 60").has_value());
  const Status full = store->record_scan(1, scan_of(2), many, hour(0));
  REQUIRE_FALSE(full.has_value());
  CHECK(full.error().message.find("the disk is full") != std::string::npos);
  CHECK(text_in(*store, "SELECT COUNT(*) FROM findings") == "1");
  REQUIRE(store->database().script("PRAGMA max_page_count = 1000000").has_value());
  REQUIRE(store->record_scan(1, scan_of(2), many, hour(0)).has_value());
  CHECK(text_in(*store, "SELECT COUNT(*) FROM findings") == "2001");
}

TEST_CASE("A writer that is killed at any moment loses nothing and doubles nothing") {
  const TempDir folder;
  const std::string path = folder / "s.db";
  ScanResult result;
  for (int i = 0; i < 300; ++i) result.findings.push_back(stored_finding(i, 3));
  std::mt19937 random(20261130);
  int recorded = 0;
  for (int round = 0; round < 12; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto store = Store::open(path, StoreAccess::kWrite);
      const auto run = store->join_run(plan_of("r1", {planned("a"), planned("b"), planned("c")}),
                                       this_coordinator(1), hour(0));
      for (std::int64_t i = 0;; ++i)
        static_cast<void>(store->record_scan(run->id, scan_of(1 + i % 3), result, hour(i)));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 180));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    REQUIRE(integrity(path) == "ok0");
    auto store = Store::open(path, StoreAccess::kWrite);
    // Each repository is there as a whole or not at all, and none goes back.
    const std::string scans = text_in(*store, "SELECT COUNT(*) FROM scans");
    const std::string findings = text_in(*store, "SELECT COUNT(*) FROM findings");
    const std::string places = text_in(*store, "SELECT COUNT(*) FROM occurrences");
    CHECK(std::stoi(findings) == 300 * std::stoi(scans));
    CHECK(std::stoi(places) == 900 * std::stoi(scans));
    CHECK(std::stoi(scans) >= recorded);
    recorded = std::stoi(scans);
  }
  CHECK(recorded > 0);
}

TEST_CASE("Two processes that write at once wait for each other") {
  const TempDir folder;
  const std::string path = folder / "s.db";
  {
    auto store = Store::open(path, StoreAccess::kWrite);
    REQUIRE(
        store->join_run(plan_of("r1", {planned("a"), planned("b")}), this_coordinator(1), hour(0))
            .has_value());
  }
  const auto write = [&path](std::int64_t repository) {
    auto store = Store::open(path, StoreAccess::kWrite);
    for (int i = 0; i < 30; ++i) {
      const Status done =
          store->record_scan(1, scan_of(repository), stored_result({1, 2, i}), hour(i));
      if (!done) return 1;
    }
    return 0;
  };
  const pid_t child = ::fork();
  if (child == 0) ::_exit(write(2));
  CHECK(write(1) == 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  auto store = Store::open(path, StoreAccess::kWrite);
  CHECK(text_in(*store, "SELECT COUNT(*) FROM findings WHERE state = 'new'") == "6");
}

}  // namespace
}  // namespace keyhound::testing
