// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/run_configuration.h"

#include <doctest/doctest.h>

#include "scanner/config/config_loader.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

struct Run {
  ScanOptions options;
  std::vector<ScanRequest> requests = std::vector<ScanRequest>(1);
  Status status = {};
};

Run run_with(const testing::TempDir& dir, const std::string& toml, ScanOptions options = {}) {
  dir.write_file(".keyhound.toml", toml);
  const auto configuration = load_configuration(dir / ".keyhound.toml");
  INFO((configuration ? std::string() : configuration.error().message));
  REQUIRE(configuration);
  Run run{std::move(options)};
  run.options.target = dir.str();
  run.status = apply_configuration(*configuration, run.options, run.requests);
  return run;
}

}  // namespace

TEST_CASE("The configuration fills in what the command line leaves open") {
  const testing::TempDir dir;
  dir.write_file("own.toml", "").write_file("owners.yaml", "").make_directory("policies");
  const std::string toml =
      "[rules]\nfiles = ['own.toml']\ndefaults = false\n[paths]\nexclude = ['vendor/']\n"
      "[policies]\nregistry = ['owners.yaml']\npaths = ['policies']\n"
      "[scan]\nmin_confidence = 'high'\nfail_on = 'none'\nstrict = true\narchives = true\n"
      "[output]\nformat = 'sarif'\nfiles = ['json=out.json']\n";
  const Run run = run_with(dir, toml);
  REQUIRE(run.status);
  CHECK(run.options.rules.configured.at(0).path == dir / "own.toml");
  CHECK(run.options.rules.no_default_rules);
  CHECK(run.options.judge.registries == std::vector<std::string>{dir / "owners.yaml"});
  CHECK(run.options.judge.policies == std::vector<std::string>{dir / "policies"});
  CHECK(run.options.min_confidence == "high");
  CHECK(run.options.fail_on == "none");
  CHECK(run.options.format == "sarif");
  CHECK(run.options.outputs == std::vector<std::string>{"json=" + dir / "out.json"});
  CHECK(run.requests[0].strict_pipelines);
  CHECK(run.requests[0].archives);
  CHECK(run.requests[0].excluded_paths == std::vector<std::string>{"vendor/"});

  ScanOptions given;
  given.given = {"--min-confidence", "--fail-on", "--strict", "--archives"};
  given.judge.registries = {"other.yaml"};
  given.judge.policies = {"other"};
  given.format = "text";
  given.outputs = {"json=-"};
  given.rules.files = {"more.toml"};
  const Run other = run_with(dir, toml, given);
  REQUIRE(other.status);
  CHECK(other.options.min_confidence == "medium");
  CHECK(other.options.fail_on == "low");
  CHECK_FALSE(other.requests[0].strict_pipelines);
  CHECK_FALSE(other.requests[0].archives);
  CHECK(other.options.judge.registries.at(0) == "other.yaml");
  CHECK(other.options.judge.policies.at(0) == "other");
  CHECK(other.options.format == "text");
  CHECK(other.options.outputs.at(0) == "json=-");
  CHECK(other.options.rules.files.at(0) == "more.toml");
  CHECK(other.options.rules.configured.size() == 1);
}

TEST_CASE("Reports of a configuration stay below what is scanned") {
  const testing::TempDir dir;
  dir.make_directory("sub/.git").make_directory("reports");
  for (const char* output : {"json=../x.json", "json=/tmp/x.json", "json=sub/.GIT/x", "json=.",
                             "json=gone/x.json", "json=", "=x", "x.json", "jsn=x"}) {
    CAPTURE(output);
    const Run run = run_with(dir, "[output]\nfiles = ['" + std::string(output) + "']\n");
    REQUIRE_FALSE(run.status);
    CHECK(run.status.error().kind == ErrorKind::kConfiguration);
    CHECK(run.status.error().message.find(".keyhound.toml:2:10: ") != std::string::npos);
  }
  CHECK(run_with(dir, "[output]\nfiles = ['json=reports/../reports/x.json']\n").status);
}

}  // namespace keyhound
