// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {
namespace {

std::string encoded(std::string_view json) { return base64_without_padding(json, true); }

}  // namespace

TEST_CASE("A JWT has a header with an algorithm and a payload, both objects") {
  const auto family = json_structures();
  const ChecksumKind& jwt = kind_of(family, "jwt-json");
  const std::string header = encoded(R"({"alg":"none"})");
  CHECK(jwt.is_right(header + "." + encoded(R"({"sub":"x"})") + ".") == true);
  CHECK(jwt.is_right("ghs_12_" + header + "." + encoded("{}") + ".sig") == true);
  CHECK(jwt.is_right(header + "." + encoded(R"({"sub":"x")") + ".sig") == false);
  CHECK(jwt.is_right(encoded(R"({"typ":"JWT"})") + "." + encoded("{}") + ".sig") == false);
  CHECK(jwt.is_right(header + "." + encoded("{}")) == false);
  CHECK(jwt.is_right(header + ".AAAA.BBBB.CCCC.DDDD") == true);  // encrypted
}

TEST_CASE("Tokens of providers need the members that these put there") {
  const auto family = json_structures();
  const auto right = [&](std::string_view name, const std::string& token) {
    return kind_of(family, name).is_right(token) == true;
  };
  CHECK(
      right("grafana-cloud-json", "glc_" + encoded(R"({"o":"1","n":"x","k":"y","m":{"r":"eu"}})")));
  CHECK_FALSE(right("grafana-cloud-json", "glc_" + encoded(R"({"o":"1","n":"x"})")));
  CHECK(right("sentry-org-json", "sntrys_" + encoded(R"({"iat":1,"url":"u","org":"o"})") + "_abc"));
  CHECK_FALSE(right("sentry-org-json", "sntrys_" + encoded(R"({"iat":1,"url":"u"})") + "_abc"));
  CHECK(right("onepassword-json",
              "ops_" + encoded(R"({"signInAddress":"a","email":"b","secretKey":"c"})")));
  CHECK_FALSE(right("onepassword-json", "ops_" + encoded(R"({"signInAddress":"a"})")));
}

}  // namespace keyhound
