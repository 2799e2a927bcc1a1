// SPDX-License-Identifier: Apache-2.0
// Private to yaml: maps plain and quoted scalars.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/yaml/segment_builder.h"

namespace keyhound {

// `begin` and `end`: of the content, between the quotes.
void map_plain(std::string_view source, std::size_t begin, std::size_t end, SegmentBuilder& into);
void map_single_quoted(std::string_view source, std::size_t begin, std::size_t end,
                       SegmentBuilder& into);
void map_double_quoted(std::string_view source, std::size_t begin, std::size_t end,
                       SegmentBuilder& into);

}  // namespace keyhound
