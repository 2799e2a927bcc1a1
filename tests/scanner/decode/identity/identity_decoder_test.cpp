// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/identity/identity_decoder.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Numbers and times are read when they are some") {
  CHECK(number_of("12") == 12);
  CHECK_FALSE(number_of("").has_value());
  CHECK_FALSE(number_of("-1").has_value());
  CHECK_FALSE(number_of("9999999999999999999").has_value());
  CHECK(time_of("1700000000.25") == "2023-11-14T22:13:20Z");
  CHECK_FALSE(time_of("0").has_value());
  CHECK_FALSE(time_of("1e9").has_value());
}

TEST_CASE("A query's value is found by its whole name, and decoded") {
  CHECK(query_value("?a=1&b=x%2Fy%3d&c", "b") == "x/y=");
  CHECK(query_value("b=1", "b") == "1");
  CHECK(query_value("?a=&b=2", "a") == "");
  CHECK(query_value("?a=%zz", "a") == "%zz");
  CHECK_FALSE(query_value("?ab=1", "b").has_value());
  CHECK_FALSE(query_value("?b", "b").has_value());
  CHECK(part_behind("x:y;z", ":", ";") == "y");
  CHECK(part_behind("x:y;z", ":", "") == "y;z");
  CHECK(part_behind("x", ":", "").empty());
}

}  // namespace keyhound
