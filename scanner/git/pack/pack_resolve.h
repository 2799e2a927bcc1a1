// SPDX-License-Identifier: Apache-2.0
// The ids of the deltas of a pack that was read from its beginning, and the index made of them.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_file.h"
#include "scanner/git/pack/pack_scan.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// Decodes every delta of `scan` and sets its id. Bases that are not in the pack are asked of
// `others`, which may be null. A delta that is damaged, too large, or has no base is left without
// an id. Chains may have any depth; bases on the way take at most `limits.held` bytes.
void resolve_deltas(std::string_view content, std::size_t id_size, const PackScanLimits& limits,
                    ObjectReader* others, PackScan& scan);

// Makes pack.index from pack.content. `diagnostics` get what cannot be read: "corrupt-pack" with
// the offset, and how many objects of how many are lost.
void index_by_scan(Pack& pack, std::size_t id_size, ObjectReader* others,
                   const PackScanLimits& limits, std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
