// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/base/text_decode.h"
#include "scanner/verify/drivers/rsa_signature.h"
#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {
namespace {

CredentialParts service_account(std::string key) {
  CredentialParts parts = testing::credential(std::move(key));
  parts.identity["client_email"] = "ci@sample.iam.gserviceaccount.com";
  parts.identity["key_id"] = std::string(40, 'a');
  return parts;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace

TEST_CASE("A service account's key signs a short-lived JWT for the host that is asked") {
  const std::string key = make_rsa_key_pem();
  HttpRequest request = testing::request_to("https://oauth2.googleapis.com/token", "POST");
  REQUIRE(testing::sign("gcp-service-account", service_account(key), request).has_value());
  const std::string mark = "&assertion=";
  CHECK(request.body.rfind("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", 0) ==
        0);
  const auto jwt = split(request.body.substr(request.body.find(mark) + mark.size()), '.');
  REQUIRE(jwt.size() == 3);
  CHECK(*from_base64(jwt[0]) ==
        R"({"alg":"RS256","kid":")" + std::string(40, 'a') + R"(","typ":"JWT"})");
  CHECK(*from_base64(jwt[1]) ==
        R"({"aud":"https://oauth2.googleapis.com/token","exp":1767323345,"iat":1767323045,)"
        R"("iss":"ci@sample.iam.gserviceaccount.com",)"
        R"("scope":"https://www.googleapis.com/auth/userinfo.email"})");
  // PKCS#1 signatures are the same each time.
  CHECK(*from_base64(jwt[2]) == *rsa_sha256_signature(key, jwt[0] + "." + jwt[1]));
  CHECK(request.body.find_first_of("+/ \n") == std::string::npos);
}

TEST_CASE("A key that stands in JSON, with its line ends escaped, signs alike") {
  const std::string key = make_rsa_key_pem();
  std::string escaped;
  for (const char c : key) escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
  HttpRequest plain = testing::request_to("https://oauth2.googleapis.com/token", "POST");
  HttpRequest other = plain;
  REQUIRE(testing::sign("gcp-service-account", service_account(key), plain).has_value());
  REQUIRE(testing::sign("gcp-service-account", service_account(escaped), other).has_value());
  CHECK(plain.body == other.body);
}

}  // namespace keyhound
