// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/tls/certificate.h"

#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <optional>

#include "scanner/base/c_handle.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

using X509Handle = CHandle<X509, X509_free>;

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kMostCertificates = 10'000;

void free_bytes(unsigned char* bytes) { OPENSSL_free(bytes); }
using Bytes = CHandle<unsigned char, free_bytes>;

std::optional<Timestamp> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return Timestamp{::timegm(&parts)};
}

std::string key_of(const X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
  const Bytes der(bytes);
  if (size <= 0) return {};
  return "spki-sha256:" +
         to_hex(sha256({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)}));
}

std::optional<std::string> bytes_of_block(std::string_view body) {
  std::string base64;
  std::copy_if(body.begin(), body.end(), std::back_inserter(base64),
               [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
  return from_base64(base64);
}

}  // namespace

CertificateAge age_of(const CertificateFacts& certificate, Timestamp now) {
  if (now < certificate.not_before) return CertificateAge::kNotYet;
  return now > certificate.not_after ? CertificateAge::kExpired : CertificateAge::kValid;
}

Result<CertificateFacts> read_certificate(std::string_view der) {
  KEYHOUND_TRY_STATUS(load_libcrypto());
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const X509Handle certificate(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
  if (certificate == nullptr) return fail(ErrorKind::kCorrupt, "no certificate (X.509)");
  const auto begin = time_of(X509_get0_notBefore(certificate.get()));
  const auto end = time_of(X509_get0_notAfter(certificate.get()));
  std::string key = key_of(certificate.get());
  if (!begin || !end || key.empty())
    return fail(ErrorKind::kCorrupt, "a certificate without dates, or without a key");
  return CertificateFacts{std::move(key), *begin, *end};
}

Result<std::vector<CertificateFacts>> read_certificates(std::string_view file) {
  std::vector<CertificateFacts> found;
  for (std::size_t at = file.find(kBegin); at != std::string_view::npos;
       at = file.find(kBegin, at + 1)) {
    const std::size_t begin = at + kBegin.size();
    const auto der = bytes_of_block(file.substr(begin, file.find(kEnd, begin) - begin));
    if (!der) return fail(ErrorKind::kCorrupt, "a certificate in PEM whose base64 is damaged");
    KEYHOUND_TRY(CertificateFacts facts, read_certificate(*der));
    found.push_back(std::move(facts));
    if (found.size() > kMostCertificates)
      return fail(ErrorKind::kLimit, "more than 10000 certificates");
  }
  if (!found.empty()) return found;
  KEYHOUND_TRY(CertificateFacts only, read_certificate(file));
  return std::vector<CertificateFacts>{std::move(only)};
}

}  // namespace keyhound
