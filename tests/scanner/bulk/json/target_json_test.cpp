// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/json/target_json.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

nlohmann::json sample() {
  Target target;
  target.name = "git.example/acme/pay";
  target.location = "https://git.example/acme/pay.git";
  target.provider = "gitlab";
  target.provider_id = "17";
  target.organisation = "acme";
  target.default_branch = "main";
  target.is_private = true;
  target.size_kib = 12;
  return target_json(target);
}

}  // namespace

TEST_CASE("A target comes back from JSON as it was") {
  const auto read = read_target(sample(), "target");
  REQUIRE(read);
  CHECK(read->kind == TargetKind::kUrl);
  CHECK(read->provider_id == "17");
  CHECK(read->is_private);
  CHECK_FALSE(read->is_archived);
  CHECK(read->size_kib == 12);
  CHECK(nlohmann::json(target_json(*read)) == sample());
}

TEST_CASE("A target without a name, or of an unknown kind, is refused") {
  nlohmann::json nameless = sample();
  nameless["name"] = "";
  CHECK(read_target(nameless, "target").error().message == "target.name: it is empty");
  nlohmann::json strange = sample();
  strange["kind"] = "svn";
  CHECK(read_target(strange, "target").error().message ==
        "target.kind: it is neither path nor url");
}

}  // namespace keyhound
