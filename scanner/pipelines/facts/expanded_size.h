// SPDX-License-Identifier: Apache-2.0
// How large a document becomes once every alias is what it stands for. Readers follow aliases
// wherever they stand, so that a few kilobytes could become billions of facts. Pure, thread-safe,
// linear in what is written.
#pragma once

#include <cstdint>

#include "scanner/yaml/document.h"

namespace keyhound {

struct ExpandedSize {
  std::uint64_t nodes = 0;
  std::uint64_t bytes = 0;  // of scalars
};

// Sizes beyond 2^62 are that.
ExpandedSize expanded_size(const YamlDocument& document);

// What definitions may expand to: far more than people write, and little enough to read.
inline constexpr ExpandedSize kMostExpanded = {1'000'000, std::uint64_t{16} << 20U};

// Whether a document expands to more than that. Free where there is no alias.
bool expands_too_far(const YamlDocument& document);

}  // namespace keyhound
