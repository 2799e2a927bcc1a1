// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/tls/certificate.h"

#include <doctest/doctest.h>

#include "scanner/decode/private_key.h"
#include "tests/support/certificate_authority.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("A certificate tells its dates, and which private key it is for") {
  const CertificateAuthority authority;
  const auto issued = authority.issue({{"www.acme.test"}, -100, 1000});
  const Timestamp begin = now();
  const auto all = read_certificates(issued.certificate_pem);
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 1);
  const CertificateFacts& facts = all->front();
  const auto prints = public_key_fingerprints(issued.key_pem);
  CHECK(std::find(prints.begin(), prints.end(), facts.key) != prints.end());
  CHECK(std::abs(facts.not_before.seconds - (begin.seconds - 100)) < 10);
  CHECK(std::abs(facts.not_after.seconds - (begin.seconds + 1000)) < 10);

  CHECK(age_of(facts, begin) == CertificateAge::kValid);
  CHECK(age_of(facts, facts.not_before) == CertificateAge::kValid);
  CHECK(age_of(facts, facts.not_after) == CertificateAge::kValid);
  CHECK(age_of(facts, facts.not_after + Duration{1}) == CertificateAge::kExpired);
  CHECK(age_of(facts, Timestamp{facts.not_before.seconds - 1}) == CertificateAge::kNotYet);
}

TEST_CASE("All certificates of a file are read, in PEM among other things, or one in DER") {
  const CertificateAuthority authority;
  const auto one = authority.issue({{"a.test"}});
  const auto two = authority.issue({{"b.test"}});
  const auto all = read_certificates("a text in front\n" + one.certificate_pem + one.key_pem +
                                     "\n" + two.certificate_pem);
  REQUIRE(all.has_value());
  CHECK(all->size() == 2);
  CHECK(all->at(0).key != all->at(1).key);

  std::string base64_text;
  const std::string& pem = one.certificate_pem;
  const std::size_t begin = pem.find('\n');
  for (const char c : pem.substr(begin, pem.find("-----END") - begin)) {
    if (c != '\n') base64_text += c;
  }
  const auto der = read_certificates(from_base64(base64_text));
  REQUIRE(der.has_value());
  CHECK(der->front().key == all->front().key);
}

TEST_CASE("What is no certificate is an error, and a damaged one hides nothing") {
  const CertificateAuthority authority;
  const auto one = authority.issue({{"a.test"}});
  CHECK_FALSE(read_certificates("").has_value());
  CHECK_FALSE(read_certificates(one.key_pem).has_value());
  CHECK_FALSE(read_certificate(std::string(100, '\x30')).has_value());
  std::string cut = one.certificate_pem;
  cut.erase(100, 40);
  CHECK_FALSE(read_certificates(cut + one.certificate_pem).has_value());
  CHECK_FALSE(read_certificates("-----BEGIN CERTIFICATE-----\nno base64!\n").has_value());
}

}  // namespace keyhound::testing
