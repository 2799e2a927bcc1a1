// SPDX-License-Identifier: Apache-2.0
// `keyhound bulk plan` against servers that answer as the forges' documentation shows it, and as
// servers fail.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/http_server.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;

json repository(int id, const std::string& name) {
  return {{"id", id},
          {"full_name", "acme/" + name},
          {"owner", {{"login", "acme"}}},
          {"private", id % 2 == 1},
          {"fork", false},
          {"archived", false},
          {"disabled", false},
          {"size", id * 100},
          {"default_branch", "main"},
          {"clone_url", "https://github.com/acme/" + name + ".git"}};
}

// Two pages with ETags: five repositories, one archived, one a fork.
ServedAnswer organisation(const ServedRequest& request) {
  const bool is_second = request.target.ends_with("page=2");
  const std::string etag = is_second ? "\"2\"" : "\"1\"";
  if (request.header("if-none-match") == etag) return status_answer(304, "");
  json list = json::array();
  if (is_second) {
    list = {repository(4, "fork"), repository(5, "web\x1b[2Jcolour")};
    list[0]["fork"] = true;
    list[1]["clone_url"] = "https://github.com/acme/web.git";
  } else {
    list = {repository(1, "pay"), repository(2, "shop"), repository(3, "old")};
    list[2]["archived"] = true;
  }
  std::vector<std::pair<std::string, std::string>> headers = {{"ETag", etag}};
  if (!is_second) headers.emplace_back("Link", "</api/v3/orgs/acme/repos?page=2>; rel=\"next\"");
  return json_answer(list.dump(), headers);
}

struct Planned {
  TempDir cache;
  std::string token = github_pat(40);

  RunResult run(const HttpServer& server, std::vector<std::string> more = {}) const {
    std::vector<std::string> line = {"bulk",    "plan",     "--github-org", server.url() + "/acme",
                                     "--cache", cache.str()};
    line.insert(line.end(), more.begin(), more.end());
    RunOptions options;
    options.environment["GITHUB_TOKEN"] = token;
    const RunResult result = keyhound(line, options);
    CHECK(result.out.find(token) == std::string::npos);
    CHECK(result.err.find(token) == std::string::npos);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path())) {
      if (!entry.is_regular_file()) continue;
      CHECK(read_whole_file(entry.path()).find(token) == std::string::npos);
    }
    return result;
  }
};

// Answers every request with that.
RunResult plan_of(const ServedAnswer& answer, const std::vector<std::string>& more = {}) {
  const HttpServer server({answer});
  return Planned().run(server, more);
}

bool says(const RunResult& result, const std::string& text) {
  return result.err.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("The plan of an organisation has all of it, and the token stays secret") {
  const HttpServer server(organisation);
  const Planned planned;
  const RunResult text = planned.run(server, {"--shards", "3"});
  INFO(text.describe());
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  CHECK(text.out.find("5 targets: 3 to scan, 1 left out (archived), 1 left out (fork)\n") !=
        std::string::npos);
  CHECK(text.out.find('\x1b') == std::string::npos);
  for (const ServedRequest& request : server.requests()) {
    CHECK(request.header("authorization") == "Bearer " + planned.token);
  }
  CHECK(server.requests().at(0).target.starts_with("/api/v3/orgs/acme/repos?"));

  // Nothing changed: both pages come from the cache.
  const RunResult json_run = planned.run(server, {"--format", "json", "--forks"});
  CHECK(server.requests().at(2).header("if-none-match") == "\"1\"");
  CHECK(server.requests().at(3).header("if-none-match") == "\"2\"");
  const json plan = json::parse(json_run.out);
  CHECK(plan["complete"] == true);
  REQUIRE(plan["targets"].size() == 5);
  CHECK(plan["targets"][0]["name"] == "github.com/acme/fork");
  CHECK_FALSE(plan["targets"][0].contains("excluded"));
  CHECK(plan["targets"][1]["excluded"] == "archived");
  CHECK(plan["targets"][2]["provider_id"] == "1");
  CHECK(plan["targets"][2]["private"] == true);

  const RunResult csv = planned.run(server, {"--format", "csv", "--max-size", "300KB"});
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 6);
  CHECK(csv.out.find("\"too-large\"") != std::string::npos);
}

TEST_CASE("Instances of GitLab below a path and of Gitea are asked at their own API") {
  const HttpServer gitlab({json_answer(
      json::array({{{"id", 9},
                    {"http_url_to_repo", "https://acme.example/gitlab/pay/core/api.git"},
                    {"namespace", {{"full_path", "pay/core"}}},
                    {"statistics", {{"repository_size", 4096}}}}})
          .dump(),
      {{"X-Next-Page", ""}, {"X-Total", "1"}})});
  RunOptions options;
  options.environment["GITLAB_TOKEN"] = github_pat(42);
  options.environment["KEYHOUND_GITLAB_TOKEN"] = alphanumerics(43, 20);
  const RunResult projects = keyhound({"bulk", "plan", "--gitlab-group", "pay/core", "--api-url",
                                       gitlab.url() + "/gitlab", "--format", "csv"},
                                      options);
  INFO(projects.describe());
  CHECK(projects.exit_code == 0);
  CHECK(projects.out.find("\"acme.example/gitlab/pay/core/api\"") != std::string::npos);
  const ServedRequest asked = gitlab.requests().at(0);
  CHECK(asked.target.starts_with("/gitlab/api/v4/groups/pay%2Fcore/projects?"));
  CHECK(asked.header("private-token") == alphanumerics(43, 20));

  const HttpServer gitea({json_answer(
      json::array({{{"id", 4}, {"clone_url", "https://git.example/acme/pay.git"}, {"empty", true}}})
          .dump())});
  const RunResult repositories = keyhound({"bulk", "plan", "--gitea-org", gitea.url() + "/acme"});
  CHECK(repositories.exit_code == 0);
  CHECK(repositories.out.find("scan (empty)") != std::string::npos);
  CHECK(gitea.requests().at(0).target.starts_with("/api/v1/orgs/acme/repos?"));
  CHECK(gitea.requests().at(0).header("authorization").empty());
}

TEST_CASE("Refusals end with 2 and say what to do: 401, 403, 404") {
  const RunResult unauthorised = plan_of(status_answer(401, R"({"message": "Bad credentials"})"));
  CHECK(unauthorised.exit_code == 2);
  CHECK(unauthorised.out.empty());
  CHECK(says(unauthorised, "401 (Bad credentials): the token of GITHUB_TOKEN is refused"));
  const RunResult forbidden = plan_of(status_answer(403, R"({"message": "Forbidden"})"));
  CHECK(forbidden.exit_code == 2);
  CHECK(says(forbidden, "the token of GITHUB_TOKEN may not read this"));
  const RunResult missing = plan_of(status_answer(404, R"({"message": "Not Found"})"));
  CHECK(missing.exit_code == 2);
  CHECK(says(missing, "there is no organisation of this name"));
}

TEST_CASE("Rate limits are waited for, or told with the time to come back") {
  const HttpServer server({status_answer(429, "{}", {{"Retry-After", "1"}}),
                           json_answer(json::array({repository(1, "pay")}).dump())});
  const RunResult waited = Planned().run(server);
  CHECK(waited.exit_code == 0);
  CHECK(says(waited, "the rate limit of GitHub is reached; waiting until 20"));
  const ServedAnswer limited = status_answer(403, R"({"message": "API rate limit exceeded"})",
                                             {{"X-RateLimit-Remaining", "0"},
                                              {"X-RateLimit-Reset", "4102444800"},
                                              {"Date", "Thu, 31 Dec 2099 23:00:00 GMT"}});
  const RunResult beyond = plan_of(limited, {"--api-wait", "PT10S"});
  CHECK(beyond.exit_code == 3);
  CHECK(says(beyond, "it can be asked again at 20"));
  CHECK(says(beyond, "--api-wait"));
}

TEST_CASE("A list that breaks off in the middle keeps what came, and the plan is not complete") {
  const HttpServer server([](const ServedRequest& request) {
    if (!request.target.ends_with("page=2")) return organisation(request);
    ServedAnswer cut = json_answer("[1, 2, 3, 4]");
    cut.cut_after = 5;
    return cut;
  });
  const RunResult result = Planned().run(server);
  INFO(result.describe());
  CHECK(result.exit_code == 3);
  CHECK(result.out.find("3 targets: 2 to scan") != std::string::npos);
  CHECK(result.out.find("The plan is not complete") != std::string::npos);
  CHECK(says(result, "the answer was cut in the middle"));
}

TEST_CASE("Answers that no API gives are told: HTML, another shape, a circle, another host") {
  const RunResult html = plan_of(status_answer(200, "<html><body>Sign in</body></html>"));
  CHECK(html.exit_code == 3);
  CHECK(says(html, "a page of HTML was answered, no JSON"));
  const RunResult shape = plan_of(json_answer(R"({"login": "acme"})"));
  CHECK(shape.exit_code == 3);
  CHECK(says(shape, "the answer is no list of repositories"));
  const RunResult circle =
      plan_of(json_answer("[]", {{"Link", "</api/v3/orgs/acme/repos?page=2>; rel=\"next\""}}));
  CHECK(circle.exit_code == 3);
  CHECK(says(circle, "go round in a circle"));
  const HttpServer other({json_answer("[]")});
  const RunResult away =
      plan_of(status_answer(302, "", {{"Location", other.url() + "/api/v3/orgs/acme/repos"}}));
  CHECK(away.exit_code == 3);
  CHECK(says(away, "it redirects to another host"));
  CHECK(other.requests().empty());
}

TEST_CASE("Servers that are not there are told: a name nobody knows, and 5xx") {
  const RunResult name =
      keyhound({"bulk", "plan", "--gitlab-group", "https://keyhound-test.invalid/pay"});
  CHECK(name.exit_code == 3);
  CHECK(says(name, "keyhound-test.invalid"));
  CHECK(says(name, "the name of the host is not known"));
  const RunResult failing = plan_of(status_answer(500, "{}"));
  CHECK(failing.exit_code == 3);
  CHECK(says(failing, "GitHub answers 500; the server has failed: try again later"));
}

TEST_CASE("A list from standard input and a folder of mirrors are planned with their errors") {
  const GitRepoBuilder repository;
  const std::string secret = alphanumerics(41, 30);
  RunOptions options;
  options.stdin_bytes =
      "https://me:" + secret + "@github.com/acme/pay\nhttps://" + secret + "@github.com/\n";
  const RunResult result =
      keyhound({"bulk", "plan", "--list", "-", "--directory", repository.path()}, options);
  INFO(result.describe());
  CHECK(result.exit_code == 3);
  CHECK(result.out.find("github.com/acme/pay ") != std::string::npos);
  CHECK(result.out.find(std::filesystem::canonical(repository.path()).string()) !=
        std::string::npos);
  CHECK(says(result, "note: standard input:1: github.com/acme/pay: the URL had a user"));
  CHECK(says(result, "standard input:2: 'https://***@github.com/': the URL names no repository"));
  CHECK(result.describe().find(secret) == std::string::npos);
}

TEST_CASE("A plan that is written is read again in place of its sources") {
  const TempDir dir;
  const RunResult written = keyhound({"bulk", "plan", "git@github.com:acme/pay",
                                      "https://x.example/y", "--exclude", "y", "--format", "json"});
  CHECK(written.exit_code == 0);
  dir.write_file("plan.json", written.out);
  const RunResult read =
      keyhound({"bulk", "plan", "--plan", dir / "plan.json", "--format", "json"});
  CHECK(read.out == written.out);
  dir.write_file("plan.json", written.out.substr(0, written.out.size() / 2));
  const RunResult cut = keyhound({"bulk", "plan", "--plan", dir / "plan.json"});
  CHECK(cut.exit_code == 3);
  CHECK(says(cut, "plan.json: byte "));
}

}  // namespace keyhound::testing
