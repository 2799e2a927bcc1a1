// SPDX-License-Identifier: Apache-2.0
// One revealed value by its name, for the tests of the decoders' families.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/base/text_encode.h"
#include "scanner/decode/identity.h"

namespace keyhound {

// Empty when `value` is not revealed. The secret stands for all of the source.
inline std::string revealed(std::string_view decoder, std::string_view secret,
                            std::string_view value) {
  for (const auto& [name, found] : revealed_identity(decoder, {secret, secret, secret})) {
    if (name == value) return found;
  }
  return {};
}

}  // namespace keyhound
