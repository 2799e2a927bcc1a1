// SPDX-License-Identifier: Apache-2.0
// The known key that a person meant when mistyping it. Pure.
#pragma once

#include <span>
#include <string_view>

namespace keyhound {

// The one of `known` with the fewest edits to `written`; empty when none is near.
std::string_view nearest_key(std::string_view written, std::span<const std::string_view> known);

}  // namespace keyhound
