// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/end_date.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A day that ends something counts to its last second") {
  const auto end = parse_end_date("2027-01-31");
  REQUIRE(end);
  CHECK(format_timestamp(*end) == "2027-01-31T23:59:59Z");
  CHECK(format_end_date(*end) == "2027-01-31");
}

TEST_CASE("A point in time stays what it is") {
  const auto end = parse_end_date("2027-01-31T12:00:00Z");
  REQUIRE(end);
  CHECK(format_end_date(*end) == "2027-01-31T12:00:00Z");
}

TEST_CASE("What is no date is an error") {
  CHECK_FALSE(parse_end_date("tomorrow"));
  CHECK_FALSE(parse_end_date(""));
  CHECK_FALSE(parse_end_date("2027-02-30"));
}

}  // namespace keyhound
