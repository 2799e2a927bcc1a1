// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_options.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string>

namespace keyhound {
namespace {

// The options of a command line.
ScanOptions parsed(const std::string& line) {
  CLI::App app;
  ScanOptions options;
  add_scan_options(app, options);
  app.parse(line);
  return options;
}

}  // namespace

TEST_CASE("The defaults scan everything here, report from medium confidence, fail from low") {
  const ScanOptions options = parsed("");
  const auto request = request_of(options);
  REQUIRE(request);
  CHECK(request->mode == ScanMode::kEverything);
  CHECK(request->target == ".");
  CHECK(request->threads == 0);
  CHECK(request->respect_ignores);
  CHECK_FALSE(request->unreachable);
  const auto thresholds = thresholds_of(options);
  REQUIRE(thresholds);
  CHECK(thresholds->confidence == Confidence::kMedium);
  CHECK(thresholds->severity == Severity::kLow);
}

TEST_CASE("Each source option chooses its mode") {
  struct Row {
    std::string line;
    ScanMode mode;
    std::string revision;
  };
  for (const Row& row :
       std::initializer_list<Row>{{"-", ScanMode::kStdin, ""},
                                  {"repo --staged", ScanMode::kStaged, ""},
                                  {"--range A..B", ScanMode::kRange, "A..B"},
                                  {"--since v1.0 repo", ScanMode::kSince, "v1.0"},
                                  {"--tree-only", ScanMode::kTreeOnly, ""},
                                  {"--history-only --unreachable", ScanMode::kHistoryOnly, ""}}) {
    CAPTURE(row.line);
    const auto request = request_of(parsed(row.line));
    REQUIRE(request);
    CHECK(request->mode == row.mode);
    CHECK(request->revision == row.revision);
  }
}

TEST_CASE("Sources exclude each other, and --unreachable needs the whole history") {
  for (const std::string line :
       {"--staged --tree-only", "--range A..B --since C", "- --staged",
        "--history-only --tree-only", "--unreachable --staged", "--unreachable --tree-only",
        "--unreachable --range A..B", "--unreachable -"}) {
    CAPTURE(line);
    const auto request = request_of(parsed(line));
    REQUIRE_FALSE(request);
    CHECK(request.error().kind == ErrorKind::kUsage);
  }
}

TEST_CASE("The other options arrive where they belong") {
  const ScanOptions options = parsed(
      "repo --no-ignore --threads 5 --max-occurrences 7 --output a --output json=b "
      "--format sarif --color never --rules r.toml --no-default-rules --no-progress");
  CHECK(options.outputs == std::vector<std::string>{"a", "json=b"});
  CHECK(options.format == "sarif");
  CHECK(options.max_occurrences == 7);
  CHECK(options.color == ColorChoice::kNever);
  CHECK(options.rules.files == std::vector<std::string>{"r.toml"});
  CHECK(options.rules.no_default_rules);
  CHECK(options.no_progress);
  const auto request = request_of(options);
  REQUIRE(request);
  CHECK(request->target == "repo");
  CHECK(request->threads == 5);
  CHECK_FALSE(request->respect_ignores);
}

TEST_CASE("Values out of range are refused by the parser") {
  for (const std::string line : {"--threads -1", "--threads 1025", "--threads x", "--color red",
                                 "--max-occurrences -1", "a b", "--unknown"}) {
    CAPTURE(line);
    CHECK_THROWS_AS(parsed(line), CLI::ParseError);
  }
}

TEST_CASE("Thresholds are words, and 'none' never fails") {
  ScanOptions options;
  options.fail_on = "none";
  options.min_confidence = "low";
  const auto thresholds = thresholds_of(options);
  REQUIRE(thresholds);
  CHECK_FALSE(thresholds->severity.has_value());
  CHECK(thresholds->confidence == Confidence::kLow);
  for (const std::string word : {"", "Low", "critical ", "5"}) {
    CAPTURE(word);
    ScanOptions wrong;
    wrong.fail_on = word;
    CHECK(thresholds_of(wrong).error().kind == ErrorKind::kUsage);
    wrong = ScanOptions();
    wrong.min_confidence = word;
    CHECK(thresholds_of(wrong).error().kind == ErrorKind::kUsage);
  }
}

TEST_CASE("--now is read as a time, and without it the clock is asked") {
  CHECK(time_of("1970-01-02")->seconds == 86400);
  CHECK(time_of("")->seconds > 1700000000);
  const auto wrong = time_of("yesterday");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::kUsage);
  CHECK(wrong.error().message.starts_with("--now: "));
}

TEST_CASE("--memory-limit is a size, and --timings asks for measuring") {
  CHECK(request_of(parsed(""))->memory_limit == std::uint64_t{512} << 20);
  CHECK_FALSE(request_of(parsed(""))->with_timings);
  CHECK(request_of(parsed("--memory-limit 256MB"))->memory_limit == std::uint64_t{256} << 20);
  CHECK(request_of(parsed("--memory-limit 2GB"))->memory_limit == std::uint64_t{2} << 30);
  CHECK(request_of(parsed("--memory-limit 1048576"))->memory_limit == std::uint64_t{1} << 20);
  CHECK(request_of(parsed("--timings"))->with_timings);
  for (const std::string size : {"0", "1", "-1", "1KB", "much", "12QB", "2000000GB"}) {
    CAPTURE(size);
    CHECK_THROWS_AS(parsed("--memory-limit " + size), CLI::ParseError);
  }
}

TEST_CASE("GIT_INDEX_FILE names the index that is scanned") {
  ::setenv("GIT_INDEX_FILE", "/tmp/next-index", 1);
  CHECK(request_of(parsed("--staged"))->index_file == "/tmp/next-index");
  ::unsetenv("GIT_INDEX_FILE");
  CHECK(request_of(parsed("--staged"))->index_file.empty());
}

TEST_CASE("Archives are opened when asked for, within limits that can be set") {
  const auto without = request_of(parsed(""));
  REQUIRE(without);
  CHECK(without->archive_limits() == nullptr);
  const auto with = request_of(parsed("--archives"));
  REQUIRE(with);
  REQUIRE(with->archive_limits() != nullptr);
  CHECK(with->archives->bytes == std::uint64_t{1} << 30);
  CHECK(with->archives->entries == 65'536);
  const auto set = request_of(parsed("--archives --archive-limit 3GB --archive-entries 7"));
  REQUIRE(set);
  CHECK(set->archives->bytes == std::uint64_t{3} << 30);
  CHECK(set->archives->entries == 7);
  for (const char* line : {"--archive-limit 3GB", "--archive-entries 7",
                           "--archives --archive-limit 1", "--archives --archive-entries 0"})
    CHECK_THROWS(parsed(line));
}

}  // namespace keyhound
