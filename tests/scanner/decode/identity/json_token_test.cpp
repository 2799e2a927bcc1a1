// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/decode/identity/revealed.h"

namespace keyhound {
namespace {

std::string encoded(std::string_view json) {
  std::string text = to_base64(json);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("A JWT reveals issuer, subject, key and expiry, and nothing of its signature") {
  const std::string token =
      encoded(R"({"alg":"RS256","kid":"k1"})") + "." +
      encoded(R"({"iss":"https://i.test","sub":"s","aud":["a","b"],"exp":1700000000.5,"x":"y"})") +
      ".signature";
  CHECK(revealed("jwt", token, "issuer") == "https://i.test");
  CHECK(revealed("jwt", token, "subject") == "s");
  CHECK(revealed("jwt", token, "audience") == "a");
  CHECK(revealed("jwt", token, "key_id") == "k1");
  CHECK(revealed("jwt", token, "expires") == "2023-11-14T22:13:20Z");
  CHECK(revealed("jwt", "ghs_12_" + token, "issuer") == "https://i.test");
  CHECK(revealed("jwt-wrapped", to_base64(token), "issuer") == "https://i.test");
  for (const auto& [name, value] : revealed_identity("jwt", {token, token, token})) {
    CAPTURE(name);
    CHECK(value.find("signature") == std::string::npos);
    CHECK(value != "y");
  }
}

TEST_CASE("Tokens of providers reveal organization, region and host, never the key") {
  const std::string grafana =
      "glc_" + encoded(R"({"o":"12","n":"ci","k":"secret","m":{"r":"eu"}})");
  CHECK(revealed("grafana-cloud", grafana, "organization") == "12");
  CHECK(revealed("grafana-cloud", grafana, "region") == "eu");
  CHECK(revealed_identity("grafana-cloud", {grafana, grafana, grafana}).size() == 3);
  CHECK(revealed("grafana-legacy", encoded(R"({"k":"secret","n":"ci","id":1})"), "key_name") ==
        "ci");
  CHECK(revealed("sentry-org",
                 "sntrys_" + to_base64(R"({"iat":1700000000,"org":"o","url":"u"})") + "_x",
                 "organization") == "o");
  CHECK(revealed("onepassword", "ops_" + encoded(R"({"signInAddress":"a.test","secretKey":"s"})"),
                 "host") == "a.test");
  CHECK(revealed("mapbox", "sk." + encoded(R"({"u":"me","a":"t1"})") + ".sig", "user") == "me");
  CHECK(revealed("cloudflare-tunnel", to_base64(R"({"a":"acc","t":"tun","s":"secret"})"),
                 "tunnel") == "tun");
}

}  // namespace keyhound
