// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_target.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

Result<Target> target_of(const nlohmann::json& json) {
  return target_of_clone_url(*JsonRecord::of(json), "clone_url");
}

}  // namespace

TEST_CASE("A clone URL makes a target, with the number of the repository") {
  const auto target = target_of({{"id", 42}, {"clone_url", "https://github.com/acme/pay.git"}});
  REQUIRE(target.has_value());
  CHECK(target->name == "github.com/acme/pay");
  CHECK(target->provider_id == "42");
  CHECK(target_of({{"clone_url", "https://a.example/b"}})->provider_id.empty());
}

TEST_CASE("A clone URL that is none, or leads to this machine's files, is refused") {
  for (const nlohmann::json& json : {
           nlohmann::json::object(),
           nlohmann::json{{"clone_url", ""}},
           nlohmann::json{{"clone_url", 7}},
           nlohmann::json{{"clone_url", "/etc"}},
           nlohmann::json{{"clone_url", "file:///etc"}},
           nlohmann::json{{"clone_url", "ext::sh -c id"}},
           nlohmann::json{{"clone_url", "--upload-pack=x"}},
           nlohmann::json{{"clone_url", "https://a.example/b"}, {"id", "x"}},
       }) {
    CAPTURE(json.dump());
    const auto target = target_of(json);
    REQUIRE_FALSE(target.has_value());
    CHECK((target.error().kind == ErrorKind::kCorrupt));
  }
}

TEST_CASE("Names are encoded for URLs") {
  CHECK(percent_encoded("pay/core") == "pay%2Fcore");
  CHECK(percent_encoded("a-b_c.d~e") == "a-b_c.d~e");
  CHECK(percent_encoded("a b&c\xC3\xA9") == "a%20b%26c%C3%A9");
}

}  // namespace keyhound
