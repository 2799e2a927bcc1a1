// SPDX-License-Identifier: Apache-2.0
#include "policies/language/place.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Errors count lines, and characters within them") {
  const std::string text = "a\n\u00e9\U0001F600b";
  CHECK(cel_error(text, 0, "x").message == "1:1: x");
  CHECK(cel_error(text, 2, "x").message == "2:1: x");
  CHECK(cel_error(text, 8, "x").message == "2:3: x");
  CHECK(cel_error(text, 99, "x").message == "2:4: x");
}

TEST_CASE("A suggestion is made only when a name is near") {
  const std::string_view known[] = {"period", "grace"};
  CHECK(did_you_mean("perod", known) == ", did you mean 'period'?");
  CHECK(did_you_mean("xyz", known).empty());
}

}  // namespace
}  // namespace keyhound
