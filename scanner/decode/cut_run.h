// SPDX-License-Identifier: Apache-2.0
// What is not looked at of a run that is longer than kLongestRegion. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/decode/encoded_region.h"

namespace keyhound {

// Whether text stands in base64 or hex behind the end of a region that is cut, whatever its
// alignment; where the region begins the text, which may be a part of a longer one, also in it.
// Images and compressed data, which long runs are as a rule, hold none. REQUIRES: the
// region is of kind kRun and is_cut.
bool holds_text_behind(std::string_view text, const EncodedRegion& region);

}  // namespace keyhound
