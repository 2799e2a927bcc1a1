// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/generic_features.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

namespace keyhound {
namespace {

float feature(const std::string& text, std::string_view name) {
  const auto names = generic_feature_names();
  const auto place = std::find(names.begin(), names.end(), name);
  REQUIRE(place != names.end());
  const std::size_t word = text.find("password");
  const auto assignment = read_assignment(text, word, word + 8);
  REQUIRE(assignment);
  return generic_features(text, *assignment)[static_cast<std::size_t>(place - names.begin())];
}

}  // namespace

TEST_CASE("Each feature has a name of its own and stands where its name does") {
  const auto names = generic_feature_names();
  CHECK(std::set<std::string_view>(names.begin(), names.end()).size() == kGenericFeatures);
  const std::string text = "user: ana\npassword = 'abcd1234'  # md5";
  CHECK(feature(text, "length") == 8);
  CHECK(feature(text, "digits") == doctest::Approx(0.5));
  CHECK(feature(text, "kind_password") == 1);
  CHECK(feature(text, "kind_secret") == 0);
  CHECK(feature(text, "op_equals") == 1);
  CHECK(feature(text, "op_colon") == 0);
  CHECK(feature(text, "single") == 1);
  CHECK(feature(text, "unquoted") == 0);
  CHECK(feature(text, "account_near") == 1);
  CHECK(feature(text, "digest_near") == 1);
}

TEST_CASE("What lies beyond the reach changes no feature") {
  const std::string core = "\nuser: ana\npassword = 'abcd1234'\n";
  const std::string padding(kAssignmentReach, '.');
  const std::string a = "example user test" + padding + core + padding + "example sha256";
  const std::string b = "..............." + padding + core + padding + "..............";
  for (const std::string_view name : generic_feature_names()) {
    CAPTURE(name);
    CHECK(feature(a, name) == feature(b, name));
  }
}

}  // namespace keyhound
