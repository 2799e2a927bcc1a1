// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_client.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "tests/scanner/bulk/targets/plan_world.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

struct Asked {
  PlanWorld world;
  Duration api_wait{900};
  std::string cache_folder;
  std::string token;

  Result<ForgePage> get(const HttpServer& server, const std::string& place = "/list") {
    HttpClient http = std::move(*HttpClient::create({}));
    const ApiCache cache(cache_folder);
    const PlanEnvironment environment = world.environment();
    ForgeClient client({find_forge_list("github-org")->forge, server.url(), token,
                        token.empty() ? "" : "GITHUB_TOKEN"},
                       http, cache, environment, api_wait);
    return client.get(place);
  }
};

using Slept = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("What fails for a moment is tried again, a little later each time") {
  ServedAnswer cut = json_answer("[1, 2, 3]");
  cut.cut_after = 3;
  ServedAnswer nothing;
  nothing.says_nothing = true;
  Asked asked;
  const HttpServer server({status_answer(502, "<html>"), cut, nothing, json_answer("[1]")});
  const auto page = asked.get(server);
  REQUIRE(page.has_value());
  CHECK(page->value.size() == 1);
  CHECK(asked.world.slept == Slept{1, 2, 4});
}

TEST_CASE("What fails for long is given up, with the cause") {
  Asked asked;
  const HttpServer failing({status_answer(503)});
  const auto page = asked.get(failing);
  REQUIRE_FALSE(page.has_value());
  CHECK((page.error().kind == ErrorKind::kUnreadable));
  CHECK(page.error().message.find("503") != std::string::npos);
  CHECK(failing.requests().size() == 4);
  CHECK(asked.world.slept == Slept{1, 2, 4});
  ServedAnswer cut = json_answer("[1, 2, 3]");
  cut.cut_after = 3;
  const auto cut_page = asked.get(HttpServer({cut}));
  CHECK(cut_page.error().message.find("cut in the middle") != std::string::npos);
}

TEST_CASE("A server that fails and says when it is back is waited for") {
  Asked asked;
  const auto page =
      asked.get(HttpServer({status_answer(503, "", {{"Retry-After", "30"}}), json_answer("[]")}));
  CHECK(page.has_value());
  CHECK(asked.world.slept == Slept{1, 29});
}

TEST_CASE("A rate limit is waited for within the budget, and told") {
  Asked asked;
  const auto page = asked.get(HttpServer(
      {status_answer(429, "{}", {{"Retry-After", "7"}}),
       status_answer(403, "{}",
                     {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1800000060"}}),
       json_answer("[]")}));
  REQUIRE(page.has_value());
  CHECK(asked.world.slept == Slept{7, 54});
  CHECK(asked.api_wait.seconds == 900 - 61);
  REQUIRE(asked.world.told.size() == 2);
  CHECK(asked.world.told[0].find("the rate limit of GitHub is reached; waiting until "
                                 "2027-01-15T08:00:07Z") != std::string::npos);
}

TEST_CASE("A rate limit beyond the budget says when to come back, and what would help") {
  Asked asked;
  asked.api_wait = Duration{60};
  const HttpServer server(
      {status_answer(403, R"({"message": "API rate limit exceeded"})",
                     {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1800003600"}})});
  const auto page = asked.get(server);
  REQUIRE_FALSE(page.has_value());
  CHECK((page.error().kind == ErrorKind::kLimit));
  CHECK(page.error().message.find("2027-01-15T09:00:01Z") != std::string::npos);
  CHECK(page.error().message.find("--api-wait") != std::string::npos);
  CHECK(page.error().message.find("GITHUB_TOKEN") != std::string::npos);
  CHECK(server.requests().size() == 1);
  CHECK(asked.world.slept.empty());
}

TEST_CASE("A secondary limit is waited for longer each time, and not for ever") {
  Asked asked;
  asked.api_wait = Duration{100'000};
  const HttpServer server(
      {status_answer(403, R"({"message": "You have exceeded a secondary rate limit"})")});
  const auto page = asked.get(server);
  REQUIRE_FALSE(page.has_value());
  CHECK((page.error().kind == ErrorKind::kLimit));
  CHECK(asked.world.slept == Slept{60, 120, 240, 480, 960, 1920, 3840, 3840});
}

TEST_CASE("After the last answer that is left the next request waits") {
  PlanWorld world;
  HttpClient http = std::move(*HttpClient::create({}));
  const ApiCache cache("");
  const PlanEnvironment environment = world.environment();
  Duration api_wait{900};
  const HttpServer server(
      {json_answer("[]", {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1800000010"}}),
       json_answer("[]")});
  ForgeClient client({find_forge_list("github-org")->forge, server.url(), "", ""}, http, cache,
                     environment, api_wait);
  REQUIRE(client.get("/a").has_value());
  CHECK(world.slept.empty());
  REQUIRE(client.get("/b").has_value());
  CHECK(world.slept == Slept{11});
}

TEST_CASE("What is refused for good is asked for once") {
  for (const int status : {400, 401, 403, 404, 410, 451, 501}) {
    CAPTURE(status);
    Asked asked;
    const HttpServer server({status_answer(status)});
    CHECK_FALSE(asked.get(server).has_value());
    CHECK(server.requests().size() == 1);
    CHECK(asked.world.slept.empty());
  }
}

TEST_CASE("A page that did not change comes from the cache, with its next page") {
  const TempDir dir;
  Asked asked;
  asked.cache_folder = dir / "api";
  asked.token = alphanumerics(10, 30);
  HttpServer server([](const ServedRequest& request) {
    const bool is_known = request.header("if-none-match") == "W/\"7\"";
    if (is_known) return status_answer(304, "", {{"ETag", "W/\"7\""}});
    return json_answer(
        "[1, 2]",
        {{"ETag", "W/\"7\""}, {"Link", "</list?page=2>; rel=\"next\""}, {"X-Total-Count", "3"}});
  });
  const auto first = asked.get(server);
  const auto second = asked.get(server);
  REQUIRE(second.has_value());
  CHECK(server.requests().at(0).header("if-none-match").empty());
  CHECK(server.requests().at(1).header("if-none-match") == "W/\"7\"");
  CHECK(second->value == first->value);
  CHECK(second->next == server.url() + "/list?page=2");
  CHECK(second->total == "3");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_whole_file(entry.path());
    CHECK(text.find(asked.token) == std::string::npos);
    write_whole_file(entry.path(), text.substr(0, text.size() / 2));
  }
  // Damage is nothing but a page that is asked for again.
  REQUIRE(asked.get(server).has_value());
  CHECK(server.requests().at(2).header("if-none-match").empty());
}

TEST_CASE("A page without an ETag is not kept, one with a date is asked for by that") {
  const TempDir dir;
  Asked asked;
  asked.cache_folder = dir / "api";
  REQUIRE(asked.get(HttpServer({json_answer("[]")})).has_value());
  CHECK_FALSE(dir.exists("api"));
  const HttpServer dated({json_answer("[5]", {{"Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"}}),
                          status_answer(304, "")});
  REQUIRE(asked.get(dated).has_value());
  REQUIRE(asked.get(dated).has_value());
  CHECK(dated.requests().at(1).header("if-modified-since") == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_CASE("An answer of success that is no JSON is an error, and not kept") {
  const TempDir dir;
  Asked asked;
  asked.cache_folder = dir / "api";
  const auto page = asked.get(HttpServer({json_answer("<html>sign in</html>", {{"ETag", "1"}})}));
  REQUIRE_FALSE(page.has_value());
  CHECK((page.error().kind == ErrorKind::kCorrupt));
  CHECK(page.error().message.find("HTML") != std::string::npos);
  CHECK_FALSE(dir.exists("api"));
}

TEST_CASE("A cache that cannot be written is told, and no failure") {
  const TempDir dir;
  dir.write_file("file", "x");
  Asked asked;
  asked.cache_folder = dir / "file/api";
  CHECK(asked.get(HttpServer({json_answer("[]", {{"ETag", "1"}})})).has_value());
  REQUIRE(asked.world.told.size() == 1);
  CHECK(asked.world.told[0].find("cache") != std::string::npos);
}

TEST_CASE("The token goes to the API's own host alone, and into no error") {
  const std::string token = alphanumerics(11, 30);
  HttpServer other({json_answer("[]")});
  Asked asked;
  asked.token = token;
  const auto page = asked.get(
      HttpServer({status_answer(302, "", {{"Location", other.url() + "/x?token=" + token}})}));
  REQUIRE_FALSE(page.has_value());
  CHECK(page.error().message.find(token) == std::string::npos);
  CHECK(page.error().message.find("another host") != std::string::npos);
  CHECK(other.requests().empty());
}

TEST_CASE("A clock that goes back makes no wait longer than it was to be") {
  Asked asked;
  HttpServer server([&asked](const ServedRequest&) {
    asked.world.now = asked.world.now + Duration{-3600};
    return status_answer(429, "{}", {{"Retry-After", "5"}});
  });
  asked.api_wait = Duration{12};
  const auto page = asked.get(server);
  CHECK_FALSE(page.has_value());
  CHECK(asked.world.slept == Slept{5, 5});
}

}  // namespace keyhound::testing
