// SPDX-License-Identifier: Apache-2.0
// Words that people write where a secret belongs: `changeme`, `your-token`, `<password>`, `xxx`.
// Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyhound {

struct PlaceholderTraits {
  std::uint8_t words = 0;         // different placeholder words in the value
  bool is_whole = false;          // the value is nothing else, but for digits and hyphens
  bool is_field_name = false;     // the value is such a word as a name of a field: password, token
  bool shares_with_name = false;  // the value repeats a part of its name
};

PlaceholderTraits read_placeholder(std::string_view value, std::string_view name);

}  // namespace keyhound
