// SPDX-License-Identifier: Apache-2.0
// Private to yaml: maps literal and folded scalars.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/yaml/segment_builder.h"

namespace keyhound {

// `begin`: of the | or >; `end`: of the node. `value` is what libyaml made of it.
void map_block(std::string_view source, std::size_t begin, std::size_t end, std::string_view value,
               SegmentBuilder& into);

}  // namespace keyhound
