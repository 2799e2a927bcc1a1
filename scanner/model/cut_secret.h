// SPDX-License-Identifier: Apache-2.0
// Whether what a rule takes for a password may be the beginning of one: rules end at characters
// that passwords hold, too, and a server that refuses the beginning says nothing of the whole.
// Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// What the identity of a credential that is to be verified calls it.
inline constexpr std::string_view kMayBeCut = "may_be_cut";

// `before`: the match as far as the secret; `behind`: the text that follows the secret.
bool may_be_cut(std::string_view before, std::string_view behind);

}  // namespace keyhound
