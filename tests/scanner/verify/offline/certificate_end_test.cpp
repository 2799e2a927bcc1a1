// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/offline/certificate_end.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/verify/offline/offline_proof.h"

namespace keyhound {
namespace {

// A self-signed certificate of P-256, from 2025-01-01 to 2025-02-01, with no key beside it.
const std::string kBase64 =
    "MIIBDjCBtaADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBnNhbXBsZTAeFw0yNTAxMDEw"
    "MDAwMDBaFw0yNTAyMDEwMDAwMDBaMBExDzANBgNVBAMMBnNhbXBsZTBZMBMGByqGSM49AgEGCCqG"
    "SM49AwEHA0IABJmZk9wsPYYVSMnZ0Kouibgiru+QFwCVD4V9BNfZw472yI3BwuQ5WmcqkJtdBxpb"
    "j5Z6njq7VM1RpNYJSgrH2SUwCgYIKoZIzj0EAwIDSAAwRQIhAOZWnpuEovs37iKokMFMe8dQ2Gpc"
    "hqlNDV4VlE+xd+h+AiBcvlS3B4hDMpFbjUXdbB2PQLPn65GwcjV5ebWa0lNHog==";

std::string pem(const std::string& line_end) {
  std::string text = "-----BEGIN CERTIFICATE-----" + line_end;
  for (std::size_t at = 0; at < kBase64.size(); at += 64) text += kBase64.substr(at, 64) + line_end;
  return text + "-----END CERTIFICATE-----" + line_end;
}

constexpr Timestamp kEnd{1'738'368'000};  // 2025-02-01T00:00:00Z

}  // namespace

TEST_CASE("The end of a certificate is read from PEM, escaped or not, and from its base64") {
  CHECK(certificate_end(pem("\n")) == kEnd);
  CHECK(certificate_end("cert: \"" + pem("\\n") + "\"") == kEnd);
  CHECK(certificate_end("client-certificate-data: " + to_base64(pem("\n")) + "\n") == kEnd);
}

TEST_CASE("What is no certificate has no end") {
  std::string broken = pem("\n");
  broken[60] = 'x';
  for (const std::string& text :
       {std::string(), std::string("-----BEGIN CERTIFICATE-----"), broken.substr(0, 200),
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----" + std::string(),
        "-----BEGIN CERTIFICATE-----" + std::string(100'000, 'A') + "-----END CERTIFICATE-----",
        std::string("-----END CERTIFICATE-----"),
        std::string("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")})
    CHECK_FALSE(certificate_end(text).has_value());
}

TEST_CASE("A credential that holds a certificate has expired with it") {
  VerificationCandidate candidate;
  candidate.parts.secret = pem("\n");
  const auto liveness = offline_proof(candidate, {1'767'323'045});
  REQUIRE(liveness.has_value());
  CHECK(liveness->verifier == "certificate-dates");
  CHECK_FALSE(offline_proof(candidate, {1'736'000'000}).has_value());
}

}  // namespace keyhound
