// SPDX-License-Identifier: Apache-2.0
// RS256 (RFC 7518, 3.3): RSASSA-PKCS1-v1_5 with SHA-256. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// The signature's bytes. `private_key` is a PEM block of PKCS#8 or PKCS#1 as it stands in a source
// text, with escapes such as \n. kUnreadable for what is no RSA key of a usual size.
Result<std::string> rsa_sha256_signature(std::string_view private_key, std::string_view text);

// A new key in PEM, for samples. Empty where the library cannot make one.
std::string make_rsa_key_pem();

}  // namespace keyhound
