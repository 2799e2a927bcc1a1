// SPDX-License-Identifier: Apache-2.0
#include "policies/language/comparison.h"

#include <doctest/doctest.h>

#include <limits>

namespace keyhound {
namespace {

TEST_CASE("Numbers of both kinds have one order, without rounding") {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  const CelValue ascending[] = {
      CelValue::real(-std::numeric_limits<double>::infinity()),
      CelValue::real(-0x1.8p63),
      CelValue::integer(kLeast),
      CelValue::real(-1.5),
      CelValue::integer(-1),
      CelValue::real(-0.5),
      CelValue::integer(0),
      CelValue::real(0.5),
      CelValue::integer(1),
      CelValue::real(0x1p53),
      CelValue::integer((std::int64_t{1} << 53U) + 1),
      CelValue::integer(kMost),
      CelValue::real(0x1p63),
      CelValue::real(std::numeric_limits<double>::infinity()),
  };
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) {
      CAPTURE(i);
      CAPTURE(j);
      const CelOrder expected =
          i < j ? CelOrder::kLess : (i == j ? CelOrder::kEqual : CelOrder::kGreater);
      CHECK(cel_order(ascending[i], ascending[j]) == expected);
    }
    const CelValue nan = CelValue::real(std::numeric_limits<double>::quiet_NaN());
    CHECK(cel_order(ascending[i], nan) == CelOrder::kUnordered);
    CHECK(cel_order(nan, ascending[i]) == CelOrder::kUnordered);
  }
  CHECK(cel_order(CelValue::integer(kLeast), CelValue::real(-0x1p63)) == CelOrder::kEqual);
}

TEST_CASE("Other kinds have no order among each other") {
  CHECK(cel_order(CelValue::null(), CelValue::null()) == CelOrder::kUndefined);
  CHECK(cel_order(CelValue::text("1"), CelValue::integer(1)) == CelOrder::kUndefined);
  CHECK(cel_order(CelValue::time({0}), CelValue::length({0})) == CelOrder::kUndefined);
  CHECK(cel_order(CelValue::list({}), CelValue::list({})) == CelOrder::kUndefined);
}

}  // namespace
}  // namespace keyhound
