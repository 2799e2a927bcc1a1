// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/chart_shapes.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Numbers of shapes are short") {
  CHECK(svg_number(0) == "0");
  CHECK(svg_number(12.5) == "12.5");
  CHECK(svg_number(1.0 / 3.0) == "0.33");
  CHECK(svg_number(-0.5) == "-0.5");
  CHECK(svg_number(0.05) == "0.05");
}

TEST_CASE("Four steps of an axis reach the largest value, and not far beyond") {
  for (const std::uint64_t most :
       {1ULL, 4ULL, 5ULL, 99ULL, 100ULL, 22'454ULL, 1'000'000ULL, 999'999'999ULL}) {
    CAPTURE(most);
    CHECK(axis_step(most) * 4 >= most);
    CHECK(axis_step(most) <= most / 2 + 1);
  }
  CHECK(axis_step(22'454) == 6'000);
  CHECK(axis_step(UINT64_MAX) >= UINT64_MAX / 4);
}
