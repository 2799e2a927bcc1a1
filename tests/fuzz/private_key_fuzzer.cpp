// SPDX-License-Identifier: Apache-2.0
// Whatever the text, its fingerprints are at most one of each written form, and the same again. The
// bytes are tried as a text and as what a text's base64 says, to come behind the base64 sooner.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key.h"

namespace {

void check(std::string_view text) {
  const auto found = keyhound::public_key_fingerprints(text);
  std::size_t ssh = 0;
  for (const std::string& fingerprint : found) {
    const bool is_ssh = fingerprint.starts_with("SHA256:") && fingerprint.size() == 7 + 43;
    KEYHOUND_CHECK(is_ssh ||
                   (fingerprint.starts_with("spki-sha256:") && fingerprint.size() == 12 + 64));
    ssh += is_ssh ? 1U : 0U;
  }
  KEYHOUND_CHECK(ssh <= 1 && found.size() - ssh <= 1);
  KEYHOUND_CHECK(keyhound::public_key_fingerprints(text) == found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check(input);
  check(keyhound::to_base64(input));
  return 0;
}
