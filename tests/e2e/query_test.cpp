// SPDX-License-Identifier: Apache-2.0
// keyhound query as people and scripts call it.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/pty_program.h"
#include "tests/support/question_store.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

// A store in a folder of its own.
class StoredOrganisation {
 public:
  StoredOrganisation() { fill_question_store(path()); }
  std::string path() const { return folder_ / "store.db"; }
  const TempDir& folder() const { return folder_; }

  RunResult query(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "query");
    arguments.insert(arguments.end(), {"--store", path(), "--now", "2026-11-30T12:00:00Z"});
    return keyhound(arguments);
  }

 private:
  TempDir folder_;
};

}  // namespace

TEST_CASE("query lists its questions, and answers with code 0 whether there are rows or not") {
  const RunResult list = keyhound({"query"});
  CHECK(list.exit_code == 0);
  CHECK(list.out.find("by-owner") != std::string::npos);
  const StoredOrganisation store;
  const RunResult rows = store.query({"new"});
  CHECK(rows.exit_code == 0);
  CHECK(rows.out.find("github-pat") != std::string::npos);
  CHECK(rows.out.find("1 row.") != std::string::npos);
  const RunResult none = store.query({"new", "--rule", "none"});
  CHECK(none.exit_code == 0);
  CHECK(none.out.find("No rows.") != std::string::npos);
}

TEST_CASE("query --fail-on-rows is for scripts") {
  const StoredOrganisation store;
  CHECK(store.query({"overdue", "--fail-on-rows"}).exit_code == 1);
  CHECK(store.query({"overdue", "--owner", "nobody", "--fail-on-rows"}).exit_code == 0);
  CHECK(store.query({"overdue", "--limit", "nonsense", "--fail-on-rows"}).exit_code == 2);
}

TEST_CASE("query takes the store from the environment, or from the current directory") {
  const StoredOrganisation store;
  RunOptions options;
  options.environment["KEYHOUND_STORE"] = store.path();
  CHECK(keyhound({"query", "runs"}, options).out.find("night-3") != std::string::npos);
  const TempDir empty;
  RunOptions elsewhere;
  elsewhere.cwd = empty.path();
  elsewhere.unset = {"KEYHOUND_STORE"};
  const RunResult missing = keyhound({"query", "runs"}, elsewhere);
  CHECK(missing.exit_code == 2);
  CHECK(missing.err.find("keyhound-store.db") != std::string::npos);
  CHECK_FALSE(std::ifstream(empty / "keyhound-store.db").is_open());
}

TEST_CASE("A mistake on the command line of query says what was meant") {
  const StoredOrganisation store;
  struct Mistake {
    std::vector<std::string> arguments;
    std::string cause;
  };
  const Mistake mistakes[] = {
      {{"nw"}, "query: there is no question 'nw'. Did you mean 'new'?"},
      {{"runs", "--owner", "x"}, "query: --owner does not go with 'runs', which takes --since"},
      {{"open", "extra"}, "query: 'extra' is one argument too many for 'open'"},
      {{"open", "--severity", "worst"}, "--severity: 'worst' is none of critical, high"},
      {{"open", "--sort", "ownr"}, "--sort: 'ownr' is no column of 'open'. Did you mean 'owner'?"},
      {{"open", "--format", "xml"}, "--format: 'xml' is none of text, json, csv"},
      {{"new", "--since", "sometime"}, "--since: 'sometime' is neither the key of a run"},
      {{"open", "--repository", "acme/pya"}, "--repository: the store knows no repository"},
      {{"credential"}, "query credential: name a fingerprint behind it"},
      {{"coverage", "night-9"}, "query coverage: there is no run 'night-9'; the last runs are"},
  };
  for (const Mistake& mistake : mistakes) {
    const RunResult result = store.query(mistake.arguments);
    CAPTURE(mistake.cause);
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.starts_with("keyhound: " + mistake.cause));
  }
}

TEST_CASE("A store that is none, or of another version, is told apart from an empty answer") {
  const TempDir dir;
  dir.write_file("text.db", std::string(4096, 'x'));
  const RunResult text = keyhound({"query", "open", "--store", dir / "text.db"});
  CHECK(text.exit_code == 3);
  CHECK(text.err.find("no SQLite database") != std::string::npos);
  dir.write_file("empty.db", "");
  CHECK(keyhound({"query", "open", "--store", dir / "empty.db"}).exit_code == 2);
  for (const int version : {0, 99}) {
    const StoredOrganisation store;
    {
      auto opened = open_sqlite(store.path(), false);
      const std::string set =
          "DELETE FROM schema_version WHERE version > 1; "
          "UPDATE schema_version SET version = " +
          std::to_string(version);
      REQUIRE(opened.value()->script(set).has_value());
    }
    const RunResult result = store.query({"open"});
    CAPTURE(version);
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.find(store.path()) != std::string::npos);
  }
}

TEST_CASE("query writes JSON and CSV, to a file too, with nothing left out unless it is said") {
  const StoredOrganisation store;
  const auto json = nlohmann::json::parse(store.query({"open", "--format", "json"}).out);
  CHECK(json["count"] == 4);
  const RunResult cut = store.query({"open", "--format", "csv", "--limit", "2"});
  CHECK(cut.exit_code == 0);
  CHECK(std::count(cut.out.begin(), cut.out.end(), '\n') == 3);
  CHECK(cut.err.find("--limit left rows out behind the first 2") != std::string::npos);
  const std::string file = store.folder() / "open.json";
  CHECK(store.query({"open", "--format", "json", "--output", file}).out.empty());
  std::ifstream stream(file);
  std::ostringstream written;
  written << stream.rdbuf();
  CHECK(nlohmann::json::parse(written.str())["rows"] == json["rows"]);
}

TEST_CASE("What stands in rows does not act on a terminal, whose width the table keeps to") {
  const StoredOrganisation store;
  PtyProgram program({"query", "places", "--store", store.path()});
  CHECK(program.shows("6 rows."));
  CHECK(program.wait() == 0);
  CHECK(program.output().find('\x1b') == std::string::npos);
  CHECK(program.output().find("\u202e") == std::string::npos);
  std::istringstream lines(program.output());
  for (std::string line; std::getline(lines, line);) {
    const auto is_first_byte = [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    };
    CHECK(std::count_if(line.begin(), line.end(), is_first_byte) <= 101);  // with "\r"
  }
  for (const char* format : {"text", "csv"}) {
    const RunResult result = store.query({"places", "--format", format});
    CHECK(result.out.find('\x1b') == std::string::npos);
    CHECK(result.out.find("\n::") == std::string::npos);
  }
}

TEST_CASE("query answers from PostgreSQL as from SQLite, byte by byte") {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) return;
  const StoredOrganisation store;
  const std::string url = server->new_database();
  fill_question_store(url);
  for (const char* question : {"open", "by-owner", "overdue", "coverage", "runs"}) {
    const std::vector<std::string> rest = {"--format", "json", "--now", "2026-11-30T12:00:00Z"};
    std::vector<std::string> line = {"query", question, "--store", url};
    line.insert(line.end(), rest.begin(), rest.end());
    const RunResult result = keyhound(line);
    INFO(result.describe());
    CHECK(result.exit_code == 0);
    CHECK(result.out == store.query({question, "--format", "json"}).out);
  }
}

TEST_CASE("query says when its answer cannot be written") {
  const StoredOrganisation store;
  RunOptions options;
  options.stdout_file = "/dev/full";
  CHECK(keyhound({"query", "open", "--store", store.path()}, options).exit_code == 2);
}

}  // namespace keyhound::testing
