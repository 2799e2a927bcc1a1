// SPDX-License-Identifier: Apache-2.0
// A line of code for people who review a finding, with every secret in it masked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// What is known to be a secret, and what stands in its place.
struct MaskedPlace {
  SourcePosition start;
  SourcePosition end;
  std::string mask;
};

// The line of `text`, at most about `width` bytes of it around the first place. What rules find in
// the rest of the line is masked too. Untrusted bytes; empty: there is no such line.
std::string masked_line(std::string_view text, std::uint64_t line,
                        const std::vector<MaskedPlace>& places, std::size_t width,
                        TextScanner& scanner);

}  // namespace keyhound
