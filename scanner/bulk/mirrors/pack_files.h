// SPDX-License-Identifier: Apache-2.0
// A cheap look at whether the packs of a folder are whole.
#pragma once

#include <string>

namespace keyhound {

// Each pack has an index and each index a pack, and the checksum that the index knows stands at the
// pack's end: a pack that is cut short, half written or exchanged does not. Reads some bytes of
// each.
bool have_packs_their_indexes(const std::string& folder);

}  // namespace keyhound
