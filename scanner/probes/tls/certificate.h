// SPDX-License-Identifier: Apache-2.0
// What a certificate (X.509) says of a key: which one it is for, and from when to when. Pure,
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/time.h"

namespace keyhound {

struct CertificateFacts {
  std::string key;  // "spki-sha256:<64 hex>", as public_key_fingerprints() tells it of private keys
  Timestamp not_before;
  Timestamp not_after;
};

enum class CertificateAge { kNotYet, kValid, kExpired };

// Both ends belong to it (https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5).
CertificateAge age_of(const CertificateFacts& certificate, Timestamp now);

// One in DER. kCorrupt when it is none.
Result<CertificateFacts> read_certificate(std::string_view der);
// All that stand in a PEM file, or the one in a file in DER; what else stands there is passed over.
// kCorrupt when there is none, or one that cannot be read.
Result<std::vector<CertificateFacts>> read_certificates(std::string_view file);

}  // namespace keyhound
