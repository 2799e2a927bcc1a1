// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/bulk/targets/forge_reading.h"

namespace keyhound::testing {

TEST_CASE("A repository of GitHub is read as its documentation shows it") {
  const auto target = read_one("github-org", github_repository(1296269, "acme/Pay"));
  REQUIRE(target.has_value());
  CHECK(target->name == "github.com/acme/Pay");
  CHECK(target->location == "https://github.com/acme/Pay.git");
  CHECK(target->provider_id == "1296269");
  CHECK(target->organisation == "acme");
  CHECK(target->default_branch == "main");
  CHECK(target->size_kib == 108);
  CHECK_FALSE(target->is_private);
  CHECK_FALSE(target->is_archived);
  CHECK_FALSE(target->is_fork);
  CHECK_FALSE(target->is_mirror);
  CHECK(target->excluded.empty());
}

TEST_CASE("GitHub's states of a repository are kept: archived, fork, internal, mirror, disabled") {
  nlohmann::json json = github_repository(1, "acme/pay");
  json["archived"] = json["fork"] = json["disabled"] = true;
  json["visibility"] = "internal";
  json["mirror_url"] = "https://elsewhere.example/x";
  const auto target = read_one("github-org", json);
  REQUIRE(target.has_value());
  CHECK(target->is_archived);
  CHECK(target->is_fork);
  CHECK(target->is_private);
  CHECK(target->is_mirror);
  CHECK(target->excluded == "disabled");
}

TEST_CASE("A member of another type is an error, not a guess") {
  for (const char* member : {"archived", "fork", "private", "disabled", "size", "owner", "id"}) {
    nlohmann::json json = github_repository(1, "acme/pay");
    json[member] = "yes";
    CAPTURE(member);
    const auto target = read_one("github-org", json);
    REQUIRE_FALSE(target.has_value());
    CHECK(target.error().message.find(member) != std::string::npos);
  }
}

TEST_CASE("An organisation's list is asked for whole, a user's own with the private ones") {
  const HttpServer server([](const ServedRequest& request) {
    if (request.target == "/user") return json_answer(R"({"login": "Mona", "id": 1})");
    return json_answer("[]");
  });
  CHECK(asked_first(server, "github-org", "acme", "t") ==
        "/orgs/acme/repos?type=all&sort=created&direction=asc&per_page=100&page=1");
  CHECK(asked_first(server, "github-user", "mona", "") ==
        "/users/mona/repos?type=owner&sort=created&direction=asc&per_page=100&page=1");
  CHECK(asked_first(server, "github-user", "other", "t") ==
        "/users/other/repos?type=owner&sort=created&direction=asc&per_page=100&page=1");
  CHECK(asked_first(server, "github-user", "mona", "t") ==
        "/user/repos?affiliation=owner&sort=created&direction=asc&per_page=100&page=1");
  const ServedRequest last = server.requests().back();
  CHECK(last.header("authorization") == "Bearer t");
  CHECK(last.header("accept") == "application/vnd.github+json");
  CHECK(last.header("x-github-api-version") == "2022-11-28");
}

TEST_CASE("A token without a user reads the public list; a failure is not taken for that") {
  const HttpServer refusing([](const ServedRequest& request) {
    if (request.target == "/user") return status_answer(403, R"({"message": "no user"})");
    return json_answer("[]");
  });
  CHECK(asked_first(refusing, "github-user", "mona", "t").starts_with("/users/mona/repos"));
  const HttpServer failing([](const ServedRequest& request) {
    if (request.target == "/user") return status_answer(500);
    return json_answer("[]");
  });
  CHECK(asked_first(failing, "github-user", "mona", "t") == "/user");
}

}  // namespace keyhound::testing
