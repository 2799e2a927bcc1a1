// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_verify_options.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace keyhound {
namespace {

struct Parsed {
  PassedVerifyOptions options;
  explicit Parsed(std::vector<std::string> arguments) {
    CLI::App app;
    add_passed_verify_options(app, options);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
  }
};

}  // namespace

TEST_CASE("A worker reads what a run was given, under the names that they have there") {
  const Parsed run({"--verify",         "--allow",
                    "GitHub",           "--allow",
                    "*.example.com",    "--allow-internal",
                    "--endpoint",       "sample=https://a.example.com",
                    "--verify-cache",   "answers.jsonl",
                    "--verify-retries", "5",
                    "--rate",           "0.5",
                    "--max-requests",   "7",
                    "--max-time",       "PT5M",
                    "--timeout",        "PT3S",
                    "--max-age",        "P7D",
                    "--ca-file",        "ca.pem",
                    "--connect-to",     "a:443:b:8443",
                    "--ssh-host",       "git@a",
                    "--tls-host",       "b",
                    "--certificate",    "c.pem",
                    "--known-hosts",    "k"});
  CHECK(run.options.verifies);
  const auto read = read_verify_arguments(run.options.arguments);
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read.has_value());
  CHECK(read->allowed == std::vector<std::string>{"GitHub", "*.example.com"});
  CHECK(read->allow_internal);
  CHECK(read->endpoints == std::vector<std::string>{"sample=https://a.example.com"});
  CHECK(read->cache == "answers.jsonl");
  CHECK(read->retries == 5);
  CHECK(read->rate == 0.5);
  CHECK(read->max_requests == 7);
  CHECK(read->max_time == "PT5M");
  CHECK(read->timeout == "PT3S");
  CHECK(read->max_age == "P7D");
  CHECK(read->ca_file == "ca.pem");
  CHECK(read->connect_to == std::vector<std::string>{"a:443:b:8443"});
  CHECK(read->ssh_hosts == std::vector<std::string>{"git@a"});
  CHECK(read->known_hosts == "k");
  CHECK(
      read_verify_arguments(Parsed({"--verify", "--no-verify-cache"}).options.arguments)->no_cache);
}

TEST_CASE("No option that verifies goes without --verify") {
  for (const char* option : {"--allow=GitHub", "--allow-internal", "--rate=1", "--max-age=P1D",
                             "--endpoint=a=https://b", "--verify-cache=c", "--no-verify-cache"}) {
    CAPTURE(option);
    CHECK_THROWS_AS(Parsed({option}), CLI::RequiresError);
  }
  CHECK_THROWS_AS(Parsed({"--verify", "--verify-cache=c", "--no-verify-cache"}),
                  CLI::ExcludesError);
  CHECK(Parsed({"--dry-run"}).options.dry_run);
}

TEST_CASE("What is no option of verifying many repositories is refused by name") {
  for (const char* argument : {"--dry-run", "--help", "--alow=GitHub", "--rate=fast"}) {
    CAPTURE(argument);
    const auto read = read_verify_arguments({argument});
    REQUIRE_FALSE(read.has_value());
    CHECK((read.error().kind == ErrorKind::kUsage));
    const std::string name = std::string(argument).substr(0, std::string(argument).find('='));
    CHECK(read.error().message.find(name) != std::string::npos);
  }
}

}  // namespace keyhound
