// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_options.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "scanner/cli/bulk/passed_scan_options.h"
#include "scanner/cli/bulk/scan_arguments.h"

namespace keyhound {
namespace {

struct ParsedRun {
  BulkRunOptions options;
  explicit ParsedRun(std::vector<std::string> arguments) {
    CLI::App app;
    add_run_options(app, options);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
  }
};

Result<Shard> shard_with(const BulkRunOptions& options,
                         const std::map<std::string, std::string, std::less<>>& variables) {
  return shard_of(options, [&variables](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string_view() : std::string_view(found->second);
  });
}

TEST_CASE("What --shard says wins over an array job's variables") {
  const std::map<std::string, std::string, std::less<>> task = {{"CI_NODE_INDEX", "2"},
                                                                {"CI_NODE_TOTAL", "5"}};
  CHECK(shard_with(ParsedRun({"x"}).options, {})->count == 1);
  CHECK(shard_with(ParsedRun({"x"}).options, task)->index == 2);
  CHECK(shard_with(ParsedRun({"x", "--shard", "3/4"}).options, task)->count == 4);
  CHECK(!shard_with(ParsedRun({"x", "--shard", "3/4", "--shard-count", "5"}).options, {}));
  CHECK(!shard_with(ParsedRun({"x", "--shard-count", "5"}).options, {}));
}

TEST_CASE("Limits and protocols are checked") {
  const ParsedRun plain({"x"});
  const auto limits = limits_of(plain.options);
  REQUIRE(limits);
  CHECK(limits->wall_time == std::chrono::hours(1));
  CHECK(limits->memory_bytes == std::uint64_t{4} << 30U);
  CHECK(limits_of(ParsedRun({"x", "--time-limit", "PT90S"}).options)->wall_time ==
        std::chrono::seconds(90));
  CHECK(!limits_of(ParsedRun({"x", "--time-limit", "90"}).options));
  CHECK(!limits_of(ParsedRun({"x", "--time-limit", "PT0S"}).options));
  CHECK(!limits_of(ParsedRun({"x", "--memory-limit", "1MB"}).options));
  const auto mirrors =
      mirror_options_of(ParsedRun({"x", "--allow-protocol", "file"}).options, "/c");
  REQUIRE(mirrors);
  CHECK(mirrors->cache == "/c");
  CHECK(mirrors->protocols == std::vector<std::string>{"https", "ssh", "file"});
  CHECK(!mirror_options_of(ParsedRun({"x", "--allow-protocol", "ext"}).options, "/c"));
}

TEST_CASE("--fail-on is a severity or none") {
  CHECK(**fail_on_of(ParsedRun({"x"}).options) == Severity::kLow);
  CHECK(!fail_on_of(ParsedRun({"x", "--fail-on", "none"}).options)->has_value());
  CHECK(!fail_on_of(ParsedRun({"x", "--fail-on", "worst"}).options));
}

TEST_CASE("Options of the scan are handed on as they were given, and workers understand them") {
  const ParsedRun run({"x", "--rules", "a.toml", "--rules", "-b.toml", "--archives",
                       "--archive-limit", "1MB", "--trust-configuration", "--min-confidence",
                       "high"});
  const std::vector<std::string>& arguments = run.options.scan.arguments;
  CHECK(arguments.size() == 6);
  for (const char* const one :
       {"--rules=a.toml", "--rules=-b.toml", "--archives", "--archive-limit=1MB",
        "--trust-configuration", "--min-confidence=high"}) {
    CAPTURE(one);
    CHECK(std::find(arguments.begin(), arguments.end(), one) != arguments.end());
  }
  const auto read = read_scan_arguments(arguments);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  CHECK(read->scan.rules.files == std::vector<std::string>{"a.toml", "-b.toml"});
  CHECK(read->trusts_configuration);
}

}  // namespace
}  // namespace keyhound
