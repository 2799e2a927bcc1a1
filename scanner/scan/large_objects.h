// SPDX-License-Identifier: Apache-2.0
// Scans objects that are too large to be held as a whole, in pieces, with the memory of a
// TextStream.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "scanner/git/pack/object_stream.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// Replaces `hits` with the credentials in the content of an object that is stored as `copies`, of
// which the first sound one is read. Without one it fails as stream_object() does for the first, or
// because the text cannot be scanned; `hits` are then those of what could be read. REQUIRES: at
// least one copy; as for stream_object().
Status scan_large_object(TextScanner& scanner, const DeltaForest& forest,
                         std::span<const NodeNumber> copies, const TextOrigin& origin,
                         std::vector<TextHit>& hits);

// The first `count` bytes of what scan_large_object() reads; fewer where it cannot be read.
std::string object_beginning(const DeltaForest& forest, NodeNumber node, std::size_t count);

}  // namespace keyhound
