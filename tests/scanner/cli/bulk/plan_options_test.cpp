// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/plan_options.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string>
#include <vector>

namespace keyhound {
namespace {

Result<PlanOptions> options_of(std::vector<std::string> arguments) {
  BulkTargetOptions options;
  CLI::App app;
  add_target_options(app, options);
  add_cache_option(app, options);
  std::reverse(arguments.begin(), arguments.end());
  app.parse(arguments);
  return plan_options_of(options);
}

}  // namespace

TEST_CASE("Options of targets become a plan's, and a value takes no target behind it") {
  const auto options = options_of({"--list",      "a.txt",      "x",
                                   "--directory", "d",          "--github-org",
                                   "acme",        "y",          "--gitlab-group",
                                   "pay/core",    "--include",  "g",
                                   "--exclude",   "h",          "--archived",
                                   "--forks",     "--min-size", "10KB",
                                   "--max-size",  "1GB",        "--cache",
                                   "/c",          "--api-wait", "PT1H"});
  REQUIRE(options.has_value());
  CHECK(options->targets == std::vector<std::string>{"x", "y"});
  CHECK(options->lists == std::vector<std::string>{"a.txt"});
  CHECK(options->directories == std::vector<std::string>{"d"});
  REQUIRE(options->forges.size() == 2);
  CHECK(options->forges[0].forge == "github-org");
  CHECK(options->forges[0].name == "acme");
  CHECK(options->forges[1].name == "pay/core");
  CHECK(options->filter.include == std::vector<std::string>{"g"});
  CHECK(options->filter.exclude == std::vector<std::string>{"h"});
  CHECK(options->filter.archived);
  CHECK(options->filter.forks);
  CHECK(options->filter.min_size_kib == 10);
  CHECK(options->filter.max_size_kib == 1024 * 1024);
  CHECK(options->cache == "/c");
  CHECK(options->api_wait.seconds == 3600);
}

TEST_CASE("--api-url is about lists that are named without an address, of one forge") {
  const auto one = options_of({"--gitea-org", "a", "--gitea-org", "b", "--github-org",
                               "https://github.com/c", "--api-url", "https://git.acme.example"});
  REQUIRE(one.has_value());
  for (const ForgeSource& source : one->forges) {
    CHECK(source.api_url == (source.forge == "gitea-org" ? "https://git.acme.example/api/v1" : ""));
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--github-org", "a", "--gitlab-group", "b"},
        std::vector<std::string>{"x"},
        std::vector<std::string>{"--github-org", "https://github.com/c"}}) {
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--api-url", "https://git.acme.example"});
    const auto options = options_of(all);
    REQUIRE_FALSE(options.has_value());
    CHECK((options.error().kind == ErrorKind::kUsage));
    CHECK(options.error().message.rfind("--api-url: ", 0) == 0);
  }
}

TEST_CASE("A plan of a file has its targets and filters already") {
  CHECK(options_of({"--plan", "p.json"})->plan_file == "p.json");
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"x"}, std::vector<std::string>{"--list", "a"},
        std::vector<std::string>{"--github-org", "a"}, std::vector<std::string>{"--forks"},
        std::vector<std::string>{"--max-size", "1"}}) {
    std::vector<std::string> all = {"--plan", "p.json"};
    all.insert(all.end(), more.begin(), more.end());
    CHECK((options_of(all).error().kind == ErrorKind::kUsage));
  }
}

TEST_CASE("What cannot be meant is an error that names the option") {
  CHECK(options_of({"--api-wait", "soon"}).error().message.rfind("--api-wait: ", 0) == 0);
  CHECK(options_of({"--gitea-org", "acme"}).error().message.rfind("--gitea-org: ", 0) == 0);
}

TEST_CASE("The cache stands in the user's cache folder") {
  const char* const home = std::getenv("HOME");
  const std::string saved = home == nullptr ? "" : home;
  ::setenv("XDG_CACHE_HOME", "/x", 1);
  CHECK(*default_bulk_cache() == "/x/keyhound/bulk");
  ::setenv("XDG_CACHE_HOME", "relative", 1);
  ::setenv("HOME", "/home/me", 1);
  CHECK(*default_bulk_cache() == "/home/me/.cache/keyhound/bulk");
  ::unsetenv("XDG_CACHE_HOME");
  ::unsetenv("HOME");
  CHECK((default_bulk_cache().error().kind == ErrorKind::kUsage));
  CHECK(options_of({"x"})->cache.empty());
  if (home != nullptr) ::setenv("HOME", saved.c_str(), 1);
}

}  // namespace keyhound
