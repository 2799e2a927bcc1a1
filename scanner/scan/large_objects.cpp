// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/large_objects.h"

#include "scanner/scan/text_stream.h"

namespace keyhound {

Status scan_large_object(TextScanner& scanner, const DeltaForest& forest, NodeNumber node,
                         const TextOrigin& origin, std::vector<TextHit>& hits) {
  hits.clear();
  TextStream stream(scanner, origin);
  const Status read =
      stream_object(forest, node, [&](std::string_view piece) { return stream.feed(piece, hits); });
  // Also of an object that breaks off: what it has is shown, and that it breaks off is an error.
  const Status scanned = stream.finish(hits);
  return read ? scanned : read;
}

}  // namespace keyhound
