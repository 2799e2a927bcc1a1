// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_listing.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/bulk/targets/forge_reading.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;

// `count` repositories in pages of `size`, as GitHub gives them out.
ServedAnswer page_of(const ServedRequest& request, int count, int size) {
  const std::size_t at = request.target.find("&page=");
  const int page = at == std::string::npos ? 1 : std::stoi(request.target.substr(at + 6));
  json list = json::array();
  for (int i = (page - 1) * size; i < std::min(page * size, count); ++i) {
    list.push_back(github_repository(100 + i, fmt::format("acme/r{:03}", i)));
  }
  std::vector<std::pair<std::string, std::string>> headers = {
      {"ETag", fmt::format("\"{}\"", page)}};
  if (page * size < count) {
    headers.emplace_back(
        "Link", fmt::format("<{}&page={}>; rel=\"next\", <x>; rel=\"last\"",
                            request.target.substr(0, request.target.find("&page=")), page + 1));
  }
  if (request.header("if-none-match") == headers[0].second) return status_answer(304, "");
  return json_answer(list.dump(), headers);
}

}  // namespace

TEST_CASE("All pages are read, and read again for nothing when they did not change") {
  const TempDir dir;
  const HttpServer server([](const ServedRequest& request) { return page_of(request, 250, 100); });
  PlanWorld world;
  for (int run = 0; run < 2; ++run) {
    const ForgeListing listing = list_all(server, "github-org", "acme", "", world, dir / "api");
    CHECK_FALSE(listing.broken_off.has_value());
    REQUIRE(listing.targets.size() == 250);
    CHECK(listing.targets[249].name == "github.com/acme/r249");
    CHECK(listing.targets[249].provider == "github");
  }
  CHECK(server.requests().size() == 6);
  CHECK(server.requests().at(5).header("if-none-match") == "\"3\"");
}

TEST_CASE("GitLab's pages are found by number where there is no link") {
  const HttpServer server([](const ServedRequest& request) {
    const bool is_first = request.target.ends_with("&page=1");
    return json_answer(
        json::array({gitlab_project(is_first ? 1 : 2, is_first ? "a/b" : "a/c/d")}).dump(),
        {{"X-Next-Page", is_first ? "2" : ""}, {"X-Total", "2"}});
  });
  PlanWorld world;
  const ForgeListing listing = list_all(server, "gitlab-group", "a", "", world);
  CHECK_FALSE(listing.broken_off.has_value());
  CHECK(listing.targets.size() == 2);
}

TEST_CASE("A list that breaks off keeps what came, with the reason") {
  HttpServer server([](const ServedRequest& request) {
    if (request.target.ends_with("page=3")) return status_answer(500, "<html>");
    return page_of(request, 250, 100);
  });
  PlanWorld world;
  const ForgeListing listing = list_all(server, "github-org", "acme", "", world);
  CHECK(listing.targets.size() == 200);
  REQUIRE(listing.broken_off.has_value());
  CHECK(listing.broken_off->message.rfind("GitHub organisation acme: ", 0) == 0);
  CHECK(listing.broken_off->message.find("500") != std::string::npos);
}

TEST_CASE("Pages that go round in a circle are noticed") {
  PlanWorld world;
  // A link back to the first page, and a server that gives the same page for every number.
  const HttpServer circle([](const ServedRequest& request) {
    ServedAnswer answer = page_of(request, 10, 10);
    answer.headers.emplace_back("Link", fmt::format("<{}>; rel=\"next\"", request.target));
    return answer;
  });
  const HttpServer stuck([](const ServedRequest& request) {
    const int page = std::stoi(request.target.substr(request.target.find("&page=") + 6));
    ServedAnswer answer = json_answer(json::array({github_repository(1, "acme/a")}).dump());
    answer.headers.emplace_back("Link", fmt::format("</x?a=b&page={}>; rel=\"next\"", page + 1));
    return answer;
  });
  const HttpServer empty([](const ServedRequest& request) {
    const int page = std::stoi(request.target.substr(request.target.find("&page=") + 6));
    return json_answer("[]", {{"Link", fmt::format("</x?a=b&page={}>; rel=\"next\"", page + 1)}});
  });
  for (const HttpServer* server : {&circle, &stuck, &empty}) {
    const ForgeListing listing = list_all(*server, "github-org", "acme", "", world);
    REQUIRE(listing.broken_off.has_value());
    CHECK(listing.broken_off->message.find("circle") != std::string::npos);
    CHECK(server->requests().size() < 15);
  }
}

TEST_CASE("An answer of another shape is an error, a repository of another one is told") {
  PlanWorld world;
  const ForgeListing object = list_all(HttpServer({json_answer(R"({"message": "hello"})")}),
                                       "github-org", "acme", "", world);
  REQUIRE(object.broken_off.has_value());
  CHECK(object.broken_off->message.find("no list of repositories") != std::string::npos);
  json broken = github_repository(2, "acme/broken");
  broken.erase("clone_url");
  const ForgeListing one = list_all(
      HttpServer({json_answer(json::array({github_repository(1, "acme/a"), broken, 7}).dump())}),
      "github-org", "acme", "", world);
  CHECK_FALSE(one.broken_off.has_value());
  CHECK(one.targets.size() == 1);
  REQUIRE(one.diagnostics.size() == 2);
  CHECK(one.diagnostics[0].subject == "acme/broken");
  CHECK(one.diagnostics[0].incomplete);
  CHECK(one.diagnostics[0].message.find("clone_url") != std::string::npos);
}

TEST_CASE("A list with fewer repositories than the API counts is not taken for whole") {
  PlanWorld world;
  const ForgeListing listing =
      list_all(HttpServer({json_answer(json::array({gitea_repository(1, "acme/a")}).dump(),
                                       {{"X-Total-Count", "2"}})}),
               "gitea-org", "acme", "", world);
  CHECK(listing.targets.size() == 1);
  REQUIRE(listing.broken_off.has_value());
  CHECK(listing.broken_off->message.find("has 2 repositories, and its pages had 1") !=
        std::string::npos);
}

TEST_CASE("A name that the forge does not know says what to try") {
  PlanWorld world;
  const HttpServer server({status_answer(404, R"({"message": "Not Found"})")});
  const ForgeListing listing = list_all(server, "github-org", "acme", "", world);
  REQUIRE(listing.broken_off.has_value());
  CHECK((listing.broken_off->kind == ErrorKind::kNotFound));
  for (const char* part : {"acme", "404 (Not Found)", "nobody without a token", "--github-user"}) {
    CAPTURE(part);
    CHECK(listing.broken_off->message.find(part) != std::string::npos);
  }
  const ForgeListing seen = list_all(server, "github-org", "acme", "t", world);
  CHECK(seen.broken_off->message.find("KEYHOUND_TEST_TOKEN") != std::string::npos);
}

}  // namespace keyhound::testing
