// SPDX-License-Identifier: Apache-2.0
// Placeholders in the examples of rules, so that no real-looking token stands in the repository:
// {alnum:36}, {hex:40}, {uuid}, ... The same text and seed always expand to the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// Answers {<name>-checksum}: a body with its right checksum from random bytes drawn by `draw(n)`,
// which answers a number below n; kConfiguration for an unknown name.
using ChecksumMaker = std::function<Result<std::string>(
    std::string_view name, const std::function<std::uint32_t(std::uint32_t)>& draw)>;

// Expands every placeholder; braces that are none stay. kConfiguration for a misspelt one
// ({alnmu:36}) or a length above 10,000.
Result<std::string> expand_placeholders(std::string_view text, std::uint64_t seed,
                                        const ChecksumMaker& checksums);

}  // namespace keyhound
