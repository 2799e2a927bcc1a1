// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/scan_arguments.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("The options of a bulk scan are those of keyhound scan, by one thread") {
  const auto options =
      read_scan_arguments({"--no-default-rules", "--rules", "a.toml", "--rules", "b.toml",
                           "--archives", "--registry", "owners.yaml", "--fail-on", "high"});
  INFO((options ? std::string() : options.error().message));
  REQUIRE(options);
  CHECK(options->scan.rules.files == std::vector<std::string>{"a.toml", "b.toml"});
  CHECK(options->scan.archives);
  CHECK(options->scan.threads == 1);
  CHECK_FALSE(options->scan.judges);
  CHECK_FALSE(options->trusts_configuration);
  CHECK(options->scan.judge.registries == std::vector<std::string>{"owners.yaml"});
  CHECK(read_scan_arguments({"--threads", "3"})->scan.threads == 3);
}

TEST_CASE("What is the run's to decide, or has no meaning for one, is refused by name") {
  struct Row {
    std::vector<std::string> arguments;
    const char* named;
  };
  const Row rows[] = {{{"src"}, "src"},
                      {{"--output", "json=x"}, "--output"},
                      {{"--format", "json"}, "--format"},
                      {{"--state", "x"}, "--state"},
                      {{"--repository", "acme/pay"}, "--repository"},
                      {{"--staged"}, "--staged"},
                      {{"--range", "a..b"}, "--range"},
                      {{"--ledger", "x"}, "--ledger"},
                      {{"--colour"}, "--colour"},
                      {{"--help"}, "--help"},
                      {{"--fail-on", "sometimes"}, "--fail-on"},
                      {{"--trust-configuration", "--no-config"}, "--trust-configuration"}};
  for (const Row& row : rows) {
    CAPTURE(row.named);
    const auto options = read_scan_arguments(row.arguments);
    REQUIRE_FALSE(options);
    CHECK(options.error().kind == ErrorKind::kUsage);
    CHECK(options.error().message.find(row.named) != std::string::npos);
  }
}

TEST_CASE("A configuration that the run names counts for every target, but for its reports") {
  const testing::TempDir dir;
  dir.write_file("run.toml", "[scan]\nstrict = true\n[output]\nfiles = ['json=x.json']\n");
  const auto options = read_scan_arguments({"--config", dir / "run.toml"});
  REQUIRE(options);
  REQUIRE(options->scan.configuration.chosen);
  CHECK(options->scan.configuration.chosen->strict->value);
  CHECK(options->scan.configuration.chosen->outputs.empty());
  CHECK(read_scan_arguments({})->scan.configuration.chosen->sources.empty());
}

}  // namespace keyhound
