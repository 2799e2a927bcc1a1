// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/large_objects.h"

#include <utility>

#include "scanner/scan/text_stream.h"

namespace keyhound {
namespace {

Status scan_copy(TextScanner& scanner, const DeltaForest& forest, NodeNumber node,
                 const TextOrigin& origin, std::vector<TextHit>& hits) {
  TextStream stream(scanner, origin);
  const Status read =
      stream_object(forest, node, [&](std::string_view piece) { return stream.feed(piece, hits); });
  // Also of an object that breaks off: what it has is shown, and that it breaks off is an error.
  const Status scanned = stream.finish(hits);
  return read ? scanned : read;
}

}  // namespace

Status scan_large_object(TextScanner& scanner, const DeltaForest& forest,
                         std::span<const NodeNumber> copies, const TextOrigin& origin,
                         std::vector<TextHit>& hits) {
  hits.clear();
  Status answer;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    std::vector<TextHit> found;
    Status status = scan_copy(scanner, forest, copies[i], origin, found);
    if (status || found.size() > hits.size()) hits.swap(found);
    if (status) return {};
    if (i == 0) answer = std::move(status);
  }
  return answer;
}

std::string object_beginning(const DeltaForest& forest, NodeNumber node, std::size_t count) {
  std::string beginning;
  static_cast<void>(stream_object(forest, node, [&](std::string_view piece) -> Status {
    beginning += piece.substr(0, count - beginning.size());
    if (beginning.size() < count) return {};
    return fail(ErrorKind::kLimit, "the beginning is all that is asked for");
  }));
  return beginning;
}

}  // namespace keyhound
