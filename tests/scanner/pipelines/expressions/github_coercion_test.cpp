// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_coercion.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Values of different kinds are compared as numbers, arrays only with themselves") {
  const auto one = ExpressionValue::text(" 0x1 ");
  CHECK(github_equal(one, ExpressionValue::boolean(true)));
  CHECK(github_equal(ExpressionValue(), ExpressionValue::text("")));
  const auto array = ExpressionValue::array({});
  CHECK(github_equal(array, array));
  CHECK_FALSE(github_equal(array, ExpressionValue::array({})));
  CHECK_FALSE(github_equal(array, ExpressionValue()));
  CHECK(github_less(ExpressionValue(), one));
  CHECK_FALSE(github_less(ExpressionValue(), array));
}

TEST_CASE("Empty texts, zero and null are not true, arrays and objects are") {
  CHECK_FALSE(github_truth(ExpressionValue()));
  CHECK_FALSE(github_truth(ExpressionValue::text("")));
  CHECK_FALSE(github_truth(ExpressionValue::number(0)));
  CHECK(github_truth(ExpressionValue::text("false")));
  CHECK(github_truth(ExpressionValue::array({})));
}

}  // namespace
}  // namespace keyhound
