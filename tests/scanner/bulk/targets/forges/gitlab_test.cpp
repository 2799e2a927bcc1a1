// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/bulk/targets/forge_reading.h"

namespace keyhound::testing {

TEST_CASE("A project of GitLab is read as its documentation shows it") {
  const auto target = read_one("gitlab-group", gitlab_project(9, "h5bp/tools/boilerplate"));
  REQUIRE(target.has_value());
  CHECK(target->name == "gitlab.example.com/h5bp/tools/boilerplate");
  CHECK(target->provider_id == "9");
  CHECK(target->organisation == "h5bp/tools");
  CHECK(target->size_kib == 1014);
  CHECK_FALSE(target->is_private);
  CHECK_FALSE(target->is_empty);
  CHECK(target->excluded.empty());
}

TEST_CASE("GitLab's states are kept, and statistics may be missing") {
  nlohmann::json json = gitlab_project(9, "a/b");
  json.erase("statistics");
  json["archived"] = json["empty_repo"] = json["mirror"] = true;
  json["visibility"] = "internal";
  json["forked_from_project"] = {{"id", 13}};
  const auto target = read_one("gitlab-group", json);
  REQUIRE(target.has_value());
  CHECK(target->size_kib == 0);
  CHECK(target->is_archived);
  CHECK(target->is_empty);
  CHECK(target->is_mirror);
  CHECK(target->is_private);
  CHECK(target->is_fork);
  json["repository_access_level"] = "disabled";
  CHECK(read_one("gitlab-group", json)->excluded == "disabled");
  json["statistics"] = 7;
  CHECK_FALSE(read_one("gitlab-group", json).has_value());
}

TEST_CASE("A group is asked for with its subgroups, by its encoded path") {
  const HttpServer server({json_answer("[]")});
  CHECK(asked_first(server, "gitlab-group", "pay/core", "t") ==
        "/groups/pay%2Fcore/projects?include_subgroups=true&with_shared=false&statistics=true"
        "&order_by=id&sort=asc&per_page=100&page=1");
  CHECK(server.requests().back().header("private-token") == "t");
}

}  // namespace keyhound::testing
