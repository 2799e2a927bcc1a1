// SPDX-License-Identifier: Apache-2.0
// Composite credentials: a key id and its secret that stand near each other are one credential.
// Pure function, thread-safe. See companion_pairs.cpp for which ones belong together.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/scan/overlap.h"

namespace keyhound {

// Secrets farther apart than this are not of one credential.
inline constexpr std::size_t kCompanionLines = 10;
inline constexpr std::size_t kCompanionBytes = 2048;

// How sure a secret is whose other part stands near by: a step surer than alone.
Confidence raised(Confidence alone);

// Sets `companions` and `part_of` of the winners, by what their rules name as companions.
void pair_companions(const ScanContext& context, std::string_view text, Winners& winners);

}  // namespace keyhound
