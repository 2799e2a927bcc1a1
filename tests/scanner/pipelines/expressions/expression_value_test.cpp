// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/expression_value.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("An object finds its keys whatever their case and keeps their order") {
  ExpressionObject object;
  object.set("b", ExpressionValue::number(1));
  object.set("A", ExpressionValue::number(2));
  object.set("B", ExpressionValue::number(3));
  REQUIRE(object.entries().size() == 2);
  CHECK(object.entries()[0].first == "b");
  CHECK(*object.find("B")->as_number() == 3);
  CHECK(object.find("c") == nullptr);
}

TEST_CASE("A value answers for its own kind only") {
  const ExpressionValue text = ExpressionValue::text("x");
  CHECK(text.kind() == ExpressionValue::Kind::kString);
  CHECK(text.as_text() != nullptr);
  CHECK(text.as_bool() == nullptr);
  CHECK(text.as_array() == nullptr);
  CHECK(ExpressionValue().kind() == ExpressionValue::Kind::kNull);
  CHECK_FALSE(ExpressionValue::array({}).is_primitive());
}

}  // namespace
}  // namespace keyhound
