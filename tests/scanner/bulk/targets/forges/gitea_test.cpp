// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/bulk/targets/forge_reading.h"

namespace keyhound::testing {

TEST_CASE("A repository of Gitea is read as its documentation shows it") {
  nlohmann::json json = gitea_repository(4, "acme/pay");
  const auto target = read_one("gitea-org", json);
  REQUIRE(target.has_value());
  CHECK(target->name == "git.acme.example/acme/pay");
  CHECK(target->provider_id == "4");
  CHECK(target->organisation == "acme");
  CHECK(target->size_kib == 22);
  CHECK_FALSE(target->is_private);
  json["internal"] = json["empty"] = json["mirror"] = json["archived"] = json["fork"] = true;
  const auto other = read_one("gitea-org", json);
  REQUIRE(other.has_value());
  CHECK(other->is_private);
  CHECK(other->is_empty);
  CHECK(other->is_mirror);
  CHECK(other->is_archived);
  CHECK(other->is_fork);
}

TEST_CASE("An organisation of Gitea is asked for by its name") {
  const HttpServer server({json_answer("[]")});
  CHECK(asked_first(server, "gitea-org", "acme", "t") == "/orgs/acme/repos?limit=100&page=1");
  CHECK(server.requests().back().header("authorization") == "token t");
}

}  // namespace keyhound::testing
