// SPDX-License-Identifier: Apache-2.0
// What a change brings in, as against what it merely touches: a secret that the older version of a
// file already held is not the change's.
#pragma once

#include <vector>

#include "scanner/scan/history_map.h"
#include "scanner/scan/object_scanner.h"

namespace keyhound {

// The occurrences in `found` that the commits of `map` introduce: those whose file did not hold the
// secret before, and those that carry on from such a one. Occurrences in messages, tags and paths
// stay. Older versions are read through `scanner`.
std::vector<FoundOccurrence> keep_introduced(const HistoryMap& map,
                                             std::vector<FoundOccurrence> found,
                                             ObjectScanner& scanner);

// Whether `blob`, which stands at `path`, holds the secret of `hit` under the same rule. A blob
// that cannot be read holds nothing; the scanner keeps its diagnostic.
bool holds_secret(const ObjectId& blob, std::string_view path, const TextHit& hit,
                  ObjectScanner& scanner);

}  // namespace keyhound
