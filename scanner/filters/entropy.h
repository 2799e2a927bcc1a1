// SPDX-License-Identifier: Apache-2.0
// Shannon entropy of a text. Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// Bits per byte over the bytes' frequencies in `text`; 0 for an empty text.
double shannon_entropy(std::string_view text);

}  // namespace keyhound
