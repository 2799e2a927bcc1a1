// SPDX-License-Identifier: Apache-2.0
// Scans objects that are too large to be held as a whole, in pieces, with the memory of a
// TextStream.
#pragma once

#include <vector>

#include "scanner/git/pack/object_stream.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// Replaces `hits` with the credentials in the content of `node`. Fails as stream_object() does, and
// when the text cannot be scanned; `hits` are then those of what was read before. REQUIRES: as for
// stream_object().
Status scan_large_object(TextScanner& scanner, const DeltaForest& forest, NodeNumber node,
                         const TextOrigin& origin, std::vector<TextHit>& hits);

}  // namespace keyhound
