// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_number.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace keyhound {
namespace {

TEST_CASE("Numbers are read in every notation, with white space around them") {
  CHECK(github_number("") == 0);
  CHECK(github_number(" \t\xC2\xA0") == 0);
  CHECK(github_number(" -12.5e1 ") == -125);
  CHECK(github_number("1.") == 1);
  CHECK(github_number("0xfF") == 255);
  CHECK(github_number("0o17") == 15);
  CHECK(github_number("+Infinity") == std::numeric_limits<double>::infinity());
}

TEST_CASE("What is no number is NaN") {
  for (const char* text : {"a", "1a", "1 2", ".", "-", "+-1", "1e", "0x", "0o8", "-0x1", "inf",
                           "nan", "1_0", "0x1p2"}) {
    CAPTURE(text);
    CHECK(std::isnan(github_number(text)));
  }
}

TEST_CASE("Numbers beyond a double are infinite or nothing") {
  CHECK(github_number("1e999") == std::numeric_limits<double>::infinity());
  CHECK(github_number("-1e999") == -std::numeric_limits<double>::infinity());
  CHECK(github_number("1e-999") == 0);
}

TEST_CASE("Numbers are written in 15 digits") {
  CHECK(github_number_text(-0.0) == "0");
  CHECK(github_number_text(0.1 + 0.2) == "0.3");
  CHECK(github_number_text(1e20) == "1E+20");
  CHECK(github_number_text(1e-7) == "1E-07");
  CHECK(github_number_text(123456789012345) == "123456789012345");
}

}  // namespace
}  // namespace keyhound
