// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "scanner/bulk/targets/plan.h"
#include "tests/scanner/bulk/targets/plan_world.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;

ForgeSource github(const HttpServer& server, const std::string& name = "acme") {
  return {"github-org", name, server.url() + "/api/v3"};
}

Result<Plan> plan_of(const PlanOptions& options, PlanWorld world = {}) {
  return make_plan(options, world.environment());
}

}  // namespace

TEST_CASE("A plan has the targets of all sources by name, each once, and why some are left out") {
  const TempDir dir;
  dir.write_file("list", "git@github.com:acme/pay\nhttps://github.com/acme/only-listed\n");
  dir.write_file("mirrors/a.git/HEAD", "ref: refs/heads/main\n");
  dir.make_directory("mirrors/a.git/objects");
  dir.make_directory("mirrors/a.git/refs");
  json old = github_repository(2, "acme/old");
  old["archived"] = true;
  const HttpServer server(
      {json_answer(json::array({github_repository(1, "acme/pay"), old}).dump())});
  PlanOptions options;
  options.targets = {"https://github.com/acme/pay.git"};
  options.lists = {dir / "list"};
  options.directories = {dir / "mirrors"};
  options.forges = {github(server)};
  const auto plan = plan_of(options);
  REQUIRE(plan.has_value());
  CHECK(plan->complete);
  REQUIRE(plan->targets.size() == 4);
  CHECK(plan->targets[0].name == std::filesystem::canonical(dir / "mirrors/a.git").string());
  CHECK(plan->targets[1].name == "github.com/acme/old");
  CHECK(plan->targets[1].excluded == "archived");
  CHECK(plan->targets[2].name == "github.com/acme/only-listed");
  CHECK(plan->targets[3].name == "github.com/acme/pay");
  CHECK(plan->targets[3].provider_id == "1");
  CHECK(plan->digest == plan_digest(plan->targets));
}

TEST_CASE("Public forges know one repository in any case, and other hosts do not") {
  const HttpServer server({json_answer(json::array({github_repository(1, "acme/Pay")}).dump())});
  PlanOptions options;
  options.targets = {"https://github.com/ACME/pay", "https://git.example/a/b",
                     "https://git.example/a/B"};
  options.forges = {github(server)};
  const auto plan = plan_of(options);
  REQUIRE(plan.has_value());
  REQUIRE(plan->targets.size() == 3);
  CHECK(plan->targets[0].name == "git.example/a/B");
  CHECK(plan->targets[2].name == "github.com/acme/Pay");
}

TEST_CASE("A list that breaks off makes the plan incomplete; the others stay") {
  const HttpServer server([](const ServedRequest& request) {
    if (request.target.find("/gone/") != std::string::npos) return status_answer(404);
    return json_answer(json::array({github_repository(1, "acme/pay")}).dump());
  });
  PlanOptions options;
  options.forges = {github(server), github(server, "gone")};
  const auto plan = plan_of(options);
  REQUIRE(plan.has_value());
  CHECK_FALSE(plan->complete);
  CHECK(plan->targets.size() == 1);
  REQUIRE(plan->diagnostics.size() == 1);
  CHECK(plan->diagnostics[0].kind == "broken-list");
  CHECK(plan->diagnostics[0].subject == "github-org gone");
}

TEST_CASE("Where nothing can be known there is no plan") {
  PlanOptions options;
  CHECK((plan_of(options).error().kind == ErrorKind::kUsage));
  options.lists = {"/keyhound/not/there"};
  CHECK((plan_of(options).error().kind == ErrorKind::kNotFound));
  options = {};
  options.directories = {"/keyhound/not/there"};
  CHECK((plan_of(options).error().kind == ErrorKind::kNotFound));
  options = {};
  const HttpServer gone({status_answer(404)});
  options.forges = {github(gone)};
  CHECK((plan_of(options).error().kind == ErrorKind::kNotFound));
  options.forges = {{"github-org", "acme", "https://keyhound-test.invalid/api/v3"}};
  const auto unknown = plan_of(options);
  CHECK((unknown.error().kind == ErrorKind::kUnreadable));
  CHECK(unknown.error().message.find("the name of the host is not known") != std::string::npos);
}

TEST_CASE("A refused token ends the plan, whatever else there is") {
  const HttpServer server({status_answer(401, R"({"message": "Bad credentials"})")});
  PlanOptions options;
  options.targets = {"https://github.com/acme/pay"};
  options.forges = {github(server)};
  PlanWorld world;
  world.variables["GITHUB_TOKEN"] = alphanumerics(12, 30);
  const auto plan = plan_of(options, world);
  REQUIRE_FALSE(plan.has_value());
  CHECK((plan.error().kind == ErrorKind::kConfiguration));
  CHECK(plan.error().message.find("GITHUB_TOKEN") != std::string::npos);
  CHECK(plan.error().message.find(world.variables["GITHUB_TOKEN"]) == std::string::npos);
}

TEST_CASE("A renamed repository keeps its number in the plan") {
  const auto plan_with = [](const char* name) {
    const HttpServer server({json_answer(json::array({github_repository(7, name)}).dump())});
    PlanOptions options;
    options.forges = {github(server)};
    return *plan_of(options);
  };
  const Plan before = plan_with("acme/pay");
  const Plan after = plan_with("acme/payments");
  CHECK(before.targets[0].name != after.targets[0].name);
  CHECK(before.targets[0].provider_id == after.targets[0].provider_id);
}

TEST_CASE("One plan asks one instance of a forge, whose token it has") {
  PlanOptions options;
  options.forges = {{"github-org", "a", ""}, {"github-org", "a", "https://ghe.example/api/v3"}};
  const auto plan = plan_of(options);
  REQUIRE_FALSE(plan.has_value());
  CHECK((plan.error().kind == ErrorKind::kUsage));
  CHECK(plan.error().message.find("two instances of GitHub") != std::string::npos);
}

TEST_CASE("The wait for rate limits is one for all lists of a plan") {
  const HttpServer server([n = 0](const ServedRequest&) mutable {
    if (++n % 2 == 1) return status_answer(429, "{}", {{"Retry-After", "40"}});
    return json_answer(json::array({github_repository(n, fmt::format("acme/r{}", n))}).dump());
  });
  PlanOptions options;
  options.api_wait = Duration{60};
  options.forges = {github(server, "a"), github(server, "b")};
  PlanWorld world;
  const auto plan = make_plan(options, world.environment());
  REQUIRE(plan.has_value());
  CHECK_FALSE(plan->complete);
  CHECK(world.slept == std::vector<std::int64_t>{40});
}

TEST_CASE("A plan that was written stands in place of all sources") {
  const TempDir dir;
  PlanOptions options;
  options.targets = {"https://github.com/acme/pay", "ext::x"};
  const Plan plan = *plan_of(options);
  dir.write_file("plan.json", write_plan(plan));
  PlanOptions from_file;
  from_file.plan_file = dir / "plan.json";
  const auto read = plan_of(from_file);
  REQUIRE(read.has_value());
  CHECK(write_plan(*read) == write_plan(plan));
  CHECK_FALSE(read->complete);
}

}  // namespace keyhound::testing
