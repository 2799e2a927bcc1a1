// SPDX-License-Identifier: Apache-2.0
// The published examples of exchanges and clouds, signed as the verifiers of the default pack say.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "scanner/rules/rule_file.h"
#include "scanner/verify/verification_request.h"
#include "tests/scanner/verify/drivers/driver_fixture.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

const Verifier& verifier_called(const std::string& id) {
  static const RuleFile kPack = [] {
    auto file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
    REQUIRE_MESSAGE(file, file.error().message);
    return std::move(*file);
  }();
  const auto found = std::find_if(kPack.verifiers.begin(), kPack.verifiers.end(),
                                  [&](const Verifier& verifier) { return verifier.id == id; });
  REQUIRE_MESSAGE(found != kPack.verifiers.end(), id);
  return *found;
}

HttpRequest signed_as(const std::string& id, const CredentialParts& parts, HttpRequest request,
                      Timestamp at) {
  const Status status = testing::sign("hmac", parts, request, at, verifier_called(id));
  REQUIRE_MESSAGE(status.has_value(), (status ? "" : status.error().message));
  return request;
}

}  // namespace

TEST_CASE("A query of Binance is signed as the example in its documentation") {
  // In two pieces, as all keys here, so that none stands in this file.
  const CredentialParts parts = testing::credential(
      std::string("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP") + "1e3UZjInClVN65XAbvqqM6A7H5fATj0j");
  const std::string query =
      "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&"
      "timestamp=1499827319559";
  const HttpRequest request =
      signed_as("binance-api-restrictions", parts,
                testing::request_to("https://api.binance.com/api/v3/order?" + query), {});
  CHECK(request.url == "https://api.binance.com/api/v3/order?" + query +
                           "&signature="
                           "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
}

TEST_CASE("A form of Kraken is signed as the example in its documentation") {
  CredentialParts parts =
      testing::credential(std::string("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz") +
                          "84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==");
  // The example counts its nonce in milliseconds: the verifier's is the time in seconds.
  HttpRequest request = testing::request_to("https://api.kraken.com/0/private/AddOrder", "POST");
  request.body = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25";
  Verifier verifier = verifier_called("kraken-balance");
  std::string& text = verifier.signatures.front().text;
  text.replace(text.find("{time:seconds}"), 14, "1616492376594");
  REQUIRE(testing::sign("hmac", parts, request, {}, verifier).has_value());
  CHECK(testing::header_of(request, "API-Sign") ==
        std::string("4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8") +
            "+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
}

TEST_CASE("A request of Huawei Cloud is signed as the example in its documentation") {
  CredentialParts parts =
      testing::credential(std::string("MFyfvK41ba2giqM7Uio6") + "PznpdUKGpownRZlmVmHc");
  parts.parts["huawei-cloud-ak-sk"] = std::string("QTWAOYTTIN") + "DUT2QVKYUC";
  // The example signs its content type, too.
  Verifier verifier = verifier_called("huawei-cloud-projects");
  RequestSignature& signature = verifier.signatures.front();
  for (std::string* text : {&signature.text, &signature.header}) {
    const std::size_t host = text->find("host;x-sdk-date");
    text->insert(host, "content-type;");
  }
  signature.text.insert(signature.text.find("host:{request:host}"),
                        "content-type:application/json\n");
  HttpRequest request = testing::request_to(
      "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker="
      "13551d6b-755d-4757-b956-536f674975c0");
  REQUIRE(testing::sign("hmac", parts, request, {1'573'789'015}, verifier).has_value());
  CHECK(request.authorisation.second ==
        "SDK-HMAC-SHA256 Access=" + parts.parts["huawei-cloud-ak-sk"] +
            ", SignedHeaders=content-type;host;x-sdk-date, Signature="
            "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
}

TEST_CASE("KuCoin is sent two signatures, and neither secret nor passphrase") {
  CredentialParts parts = testing::credential("sample-secret");
  parts.parts["kucoin-api-key"] = "sample-key";
  parts.parts["kucoin-api-passphrase"] = "a passphrase";
  RequestSettings settings;
  settings.now = testing::kSignedAt;
  const auto request =
      verification_request(verifier_called("kucoin-api-key-info"), parts, settings);
  REQUIRE_MESSAGE(request.has_value(), (request ? "" : request.error().message));
  CHECK(testing::header_of(*request, "KC-API-TIMESTAMP") == "1767323045000");
  CHECK(testing::header_of(*request, "KC-API-SIGN") ==
        "qTSG6p3/ZA245V54CZ4U5p//2tJuh6iamQVPa3Dq37M=");
  CHECK(testing::header_of(*request, "KC-API-PASSPHRASE") ==
        "ReqLzWOByK8T+YFJwAgY8Ze8z4W544mYvd1dXpVx/MU=");
  for (const auto& [name, value] : request->headers) {
    CHECK(value.find("passphrase") == std::string::npos);
    CHECK(value.find("sample-secret") == std::string::npos);
  }
}

TEST_CASE("Coinbase Exchange is sent a signature by the decoded secret") {
  CredentialParts parts = testing::credential("c2FtcGxlLXNlY3JldA==");
  parts.parts["coinbase-exchange-key"] = "sample-key";
  parts.parts["coinbase-exchange-passphrase"] =
      "sample-"
      "phrase";
  RequestSettings settings;
  settings.now = testing::kSignedAt;
  const auto request =
      verification_request(verifier_called("coinbase-exchange-accounts"), parts, settings);
  REQUIRE(request.has_value());
  CHECK(testing::header_of(*request, "CB-ACCESS-SIGN") ==
        "LLN3MJUk41tvcEYTKj9L1tyThSngzTAB2b7W5UKJxQo=");
}

TEST_CASE("What cannot be signed is named, and not shown") {
  HttpRequest request = testing::request_to("https://api.kraken.com/0/private/Balance", "POST");
  const Status no_base64 = testing::sign("hmac", testing::credential("n0-base64!"), request, {},
                                         verifier_called("kraken-balance"));
  REQUIRE_FALSE(no_base64.has_value());
  CHECK(no_base64.error().message == "the secret is no base64");
  CredentialParts parts = testing::credential("sample-secret");
  const auto no_part = verification_request(verifier_called("kucoin-api-key-info"), parts, {});
  REQUIRE_FALSE(no_part.has_value());
  CHECK(no_part.error().message.find("kucoin-api-key") != std::string::npos);
  parts.parts["huawei-cloud-ak-sk"] = "a\r\nX: y";
  const auto line_end = verification_request(verifier_called("huawei-cloud-projects"), parts, {});
  REQUIRE_FALSE(line_end.has_value());
  CHECK(line_end.error().message.find("X: y") == std::string::npos);
}

}  // namespace keyhound
