// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/scanner/report/inventory_fixture.h"

namespace keyhound {
namespace {

using testing::reference;
using testing::rendered;

TEST_CASE("JSON lists what names no secret apart") {
  const auto json = nlohmann::json::parse(
      rendered("json", inventory_of({reference("A"), reference("", Resolution::kPattern)})));
  CHECK(json["complete"] == false);
  CHECK(json["secrets"].size() == 1);
  CHECK(json["unresolved"][0]["resolution"] == "pattern");
}

}  // namespace
}  // namespace keyhound
