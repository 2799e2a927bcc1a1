// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: errors in the text of an expression, with their place.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// kConfiguration, "line:column: reason". Both from 1; columns count characters (code points).
Error cel_error(std::string_view text, std::size_t offset, std::string_view reason);

// ", did you mean 'x'?" for the nearest of `known`; empty when none is near.
std::string did_you_mean(std::string_view written, std::span<const std::string_view> known);

}  // namespace keyhound
