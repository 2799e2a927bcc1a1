// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/schema.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <regex>

#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

// Runs `work` in that many processes at once; how many failed.
int failures_of(int processes, const std::function<bool()>& work) {
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work() ? 0 : 1);
    children.push_back(child);
  }
  int failed = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++failed;
  }
  return failed;
}

TEST_CASE("Processes that migrate at once make one store") {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    CHECK(failures_of(6, [&location] {
            auto store = Store::open(location, StoreAccess::kWrite);
            if (!store) std::fprintf(stderr, "%s\n", store.error().message.c_str());
            return store.has_value();
          }) == 0);
    auto store = Store::open(location, StoreAccess::kRead);
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    CHECK(text_in(*store, "SELECT COUNT(*) FROM schema_version") ==
          std::to_string(store_schema_version()));
  }
}

TEST_CASE("Migrations are applied in order, each once, all or none") {
  const EmbeddedText first{"0001_one.sql",
                           "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied TEXT "
                           "NOT NULL); CREATE TABLE a ({id}, name TEXT NOT NULL);"};
  const EmbeddedText second{"0002_two.sql",
                            "ALTER TABLE a ADD COLUMN more TEXT; INSERT INTO a "
                            "(name, more) VALUES ('x', 'y');"};
  const EmbeddedText broken{"0003_three.sql", "CREATE TABLE b ({id}); SELECT * FROM nothing;"};
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto database = std::move(*open_database(location, false));
    const std::vector<EmbeddedText> one = {first};
    const std::vector<EmbeddedText> two = {first, second};
    const std::vector<EmbeddedText> three = {first, second, broken};
    CHECK(*schema_version(*database) == 0);
    CHECK(check_schema(*database, "store", 1).error().kind == ErrorKind::kNotFound);
    REQUIRE(migrate(*database, "store", one).has_value());
    REQUIRE(migrate(*database, "store", two).has_value());
    REQUIRE(migrate(*database, "store", two).has_value());
    CHECK(*schema_version(*database) == 2);
    CHECK(whole_number(database->one_row("SELECT COUNT(*) FROM a")->front()) == 1);
    const Status failed = migrate(*database, "store", three);
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().message.starts_with("migration 0003_three.sql"));
    CHECK(*schema_version(*database) == 2);
    CHECK_FALSE(database->one_row("SELECT COUNT(*) FROM b").has_value());
    const Status older = migrate(*database, "store", one);
    REQUIRE_FALSE(older.has_value());
    CHECK(older.error().kind == ErrorKind::kConfiguration);
    CHECK(check_schema(*database, "store", 3).error().message.find("bulk run") !=
          std::string::npos);
  }
}

TEST_CASE("A store of a newer version is refused, naming both versions, and left as it is") {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    {
      auto store = Store::open(location, StoreAccess::kWrite);
      REQUIRE(store->database()
                  .script("INSERT INTO schema_version (version, applied) VALUES (99, '2030')")
                  .has_value());
    }
    for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
      const auto refused = Store::open(location, access);
      REQUIRE_FALSE(refused.has_value());
      CHECK(refused.error().kind == ErrorKind::kConfiguration);
      const std::string& message = refused.error().message;
      CHECK(message.find("version 99") != std::string::npos);
      CHECK(message.find("version " + std::to_string(store_schema_version())) != std::string::npos);
    }
  }
}

TEST_CASE("A database of something else is refused and left as it is") {
  const TempDir folder;
  {
    auto other = std::move(*open_database(folder / "other.db", false));
    REQUIRE(other->script("CREATE TABLE songs (title TEXT)").has_value());
  }
  for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
    const auto refused = Store::open(folder / "other.db", access);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("database of something else") != std::string::npos);
  }
}

TEST_CASE("Who only reads makes no store") {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    CHECK(Store::open(location, StoreAccess::kRead).error().kind == ErrorKind::kNotFound);
  }
  CHECK_FALSE(stores.folder().exists("store.db"));
}

TEST_CASE("Migrations are numbered from 1 on without a gap, and braces are filled") {
  int number = 0;
  for (const EmbeddedText& migration : store_migrations()) {
    CAPTURE(migration.name);
    CHECK(std::stoi(std::string(migration.name.substr(0, 4))) == ++number);
    for (const DatabaseKind kind : {DatabaseKind::kSqlite, DatabaseKind::kPostgres}) {
      const std::string text =
          std::regex_replace(migration_text(migration.content, kind), std::regex("--[^\n]*"), "");
      CHECK(text.find('{') == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace keyhound::testing
