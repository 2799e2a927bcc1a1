// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/offline/certificate_end.h"

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/base/c_handle.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/text_decode.h"

namespace keyhound {
namespace {

using Certificate = CHandle<X509, X509_free>;

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::string_view kBeginAsBase64 = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t";
constexpr std::size_t kLongest = 64 * 1024;  // bytes

bool is_base64_character(char c) { return is_alnum_ascii(c) || c == '+' || c == '/' || c == '='; }

// The base64 of a block, without line ends, however they are written.
std::string base64_of(std::string_view block) {
  std::string text;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block[i] == '\\') {
      ++i;  // with the letter behind it: \n
    } else if (is_base64_character(block[i])) {
      text += block[i];
    }
  }
  return text;
}

std::optional<Timestamp> end_of(const std::string& der) {
  if (!load_libcrypto()) return std::nullopt;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  std::tm time{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &time) != 1)
    return std::nullopt;
  return Timestamp{timegm(&time)};
}

}  // namespace

std::optional<Timestamp> certificate_end(std::string_view text) {
  std::string decoded;
  if (const std::size_t at = text.find(kBeginAsBase64); at != std::string_view::npos) {
    const std::string_view rest = text.substr(at);
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_base64_character);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    auto pem = from_base64(rest.substr(0, std::min(size, kLongest / 4 * 4)));
    if (!pem) return std::nullopt;
    decoded = std::move(*pem);
    text = decoded;
  }
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.find(kEnd, std::min(begin, text.size()));
  if (end == std::string_view::npos || end - begin > kLongest) return std::nullopt;
  const auto der =
      from_base64(base64_of(text.substr(begin + kBegin.size(), end - begin - kBegin.size())));
  return der ? end_of(*der) : std::nullopt;
}

}  // namespace keyhound
