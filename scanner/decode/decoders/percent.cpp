// SPDX-License-Identifier: Apache-2.0
// Percent-encoding of URLs (RFC 3986 section 2.1).
#include "scanner/base/hex_digits.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

std::size_t read_escape(std::string_view text, std::string& out) {
  const auto byte = hex_number(text.substr(1), 2);
  if (!byte) return 0;
  out += static_cast<char>(*byte);
  return 3;
}

}  // namespace

extern const Decoder kPercentDecoder;
const Decoder kPercentDecoder = {"percent", RegionKind::kToken, nullptr, '%', read_escape};

}  // namespace keyhound
