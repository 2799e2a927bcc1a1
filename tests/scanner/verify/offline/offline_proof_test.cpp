// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/offline/offline_proof.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr Timestamp kNow{1'767'323'045};  // 2026-01-02T03:04:05Z

VerificationCandidate candidate(std::string secret, std::string rule = "sample-rule") {
  VerificationCandidate made;
  made.rule_id = std::move(rule);
  made.parts.secret = std::move(secret);
  return made;
}

std::string jwt_until(std::int64_t end) {
  std::string claims = to_base64(R"({"exp":)" + std::to_string(end) + "}");
  claims.erase(std::min(claims.find('='), claims.size()));
  return "eyJhbGciOiJub25lIn0." + claims + ".c2lnbmF0dXJl";
}

void check_expired(const VerificationCandidate& of, const std::string& proof,
                   const std::string& end) {
  const auto liveness = offline_proof(of, kNow);
  REQUIRE(liveness.has_value());
  CHECK(liveness->state == LivenessState::kExpired);
  CHECK(liveness->source == "offline-proof");
  CHECK(liveness->verifier == proof);
  CHECK(liveness->reason == "ended " + end);
  CHECK(liveness->at == kNow);
  CHECK(liveness->host.empty());
}

}  // namespace

TEST_CASE("What the scan read of a credential's end proves that it has expired") {
  VerificationCandidate sas = candidate("c2lnbmF0dXJl", "azure-sas-token");
  sas.parts.identity["expires"] = "2025-12-31T00:00:00Z";
  check_expired(sas, "sas-expiry", "2025-12-31T00:00:00Z");
  sas.rule_id = "aws-presigned-url";
  check_expired(sas, "presigned-url-expiry", "2025-12-31T00:00:00Z");
  sas.rule_id = "aws-ecr-login-password";
  check_expired(sas, "stated-expiry", "2025-12-31T00:00:00Z");
  sas.parts.identity["expires"] = "2026-12-31T00:00:00Z";
  CHECK_FALSE(offline_proof(sas, kNow).has_value());
  sas.parts.identity["expires"] = "soon";
  CHECK_FALSE(offline_proof(sas, kNow).has_value());
}

TEST_CASE("What a credential's own text says of its end proves it too") {
  check_expired(candidate("Bearer " + jwt_until(1'735'689'600)), "jwt-expiry",
                "2025-01-01T00:00:00Z");
  check_expired(candidate("https://a.blob.core.windows.net/b?sv=2022-11-02&se=2025-01-01T00:00:00Z"
                          "&sig=c2lnbmF0dXJl"),
                "sas-expiry", "2025-01-01T00:00:00Z");
  check_expired(candidate("https://b.s3.amazonaws.com/k?X-Amz-Date=20250101T000000Z&X-Amz-Expires="
                          "3600&X-Amz-Signature=00"),
                "presigned-url-expiry", "2025-01-01T01:00:00Z");
  check_expired(candidate("https://storage.googleapis.com/b/k?X-Goog-Date=20250101T000000Z&"
                          "X-Goog-Expires=60&X-Goog-Signature=00"),
                "presigned-url-expiry", "2025-01-01T00:01:00Z");
}

TEST_CASE("Clocks differ: what ended a few minutes ago is asked about") {
  for (const auto& [seconds, is_expired] :
       {std::pair(0, false), std::pair(300, false), std::pair(301, true), std::pair(-60, false)}) {
    CAPTURE(seconds);
    CHECK(offline_proof(candidate(jwt_until(kNow.seconds - seconds)), kNow).has_value() ==
          is_expired);
  }
}

TEST_CASE("A wrong checksum is not worth a request, and an end is said before it") {
  VerificationCandidate wrong = candidate("sample");
  wrong.has_wrong_checksum = true;
  const auto liveness = offline_proof(wrong, kNow);
  REQUIRE(liveness.has_value());
  CHECK(liveness->state == LivenessState::kIndeterminate);
  CHECK(liveness->verifier == "checksum");
  wrong.parts.identity["expires"] = "2025-01-01T00:00:00Z";
  CHECK(offline_proof(wrong, kNow)->state == LivenessState::kExpired);
}

TEST_CASE("Nothing that a credential says of itself makes it active") {
  std::mt19937 random(20260102);
  const std::string pieces[] = {"eyJ",
                                ".",
                                "sig=",
                                "se=2030-01-01",
                                "&",
                                "e30",
                                "\n",
                                "-----BEGIN CERTIFICATE-----",
                                "X-Amz-Expires=9",
                                "\xFF",
                                "exp",
                                "X-Amz-Date=20300101T000000Z",
                                "LS0tLS1CRUdJTiBD"};
  for (int i = 0; i < 2000; ++i) {
    VerificationCandidate made = candidate("");
    for (auto n = random() % 12; n > 0; --n)
      made.parts.secret += pieces[random() % std::size(pieces)];
    if (random() % 3 == 0)
      made.parts.identity["expires"] = format_timestamp({static_cast<std::int64_t>(random())});
    made.has_wrong_checksum = random() % 2 == 0;
    const Timestamp at{static_cast<std::int64_t>(random())};
    const auto liveness = offline_proof(made, at);
    if (!liveness) continue;
    CHECK((liveness->state == LivenessState::kExpired ||
           liveness->state == LivenessState::kIndeterminate));
  }
}

}  // namespace keyhound
