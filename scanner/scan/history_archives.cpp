// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_archives.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/scan/object_scanner.h"
#include "scanner/scan/parallel.h"

namespace keyhound {

Result<std::vector<std::vector<TextHit>>> open_archives(const ScanContext& context,
                                                        const ScanRequest& request,
                                                        const PackSet& packs,
                                                        const std::vector<PlacedBlob>& blobs,
                                                        ScanOutput& output) {
  const std::size_t slots = thread_count(request.threads);
  WorkerSlots<ObjectScanner> workers(
      slots, [&] { return ObjectScanner::create(context, packs, request.archive_limits()); });
  std::vector<std::vector<TextHit>> hits(blobs.size());
  const auto open = [&](ObjectScanner& worker, std::size_t i) {
    const PlacedBlob& blob = blobs[i];
    hits[i] = worker.scan_blob(blob.id, {blob.paths, blob.commit},
                               fmt::format("blob of {}", blob.paths.front()));
  };
  // Each thread holds one blob; those that are too large for that come one by one.
  const std::uint64_t share = request.memory_limit / 2 / std::max<std::size_t>(slots, 1);
  run_parallel(blobs.size(), 1, slots, [&](std::size_t slot, std::size_t begin, std::size_t end) {
    ObjectScanner* worker = workers.get(slot);
    for (std::size_t i = begin; worker != nullptr && i < end; ++i) {
      if (blobs[i].size <= share) open(*worker, i);
    }
  });
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    ObjectScanner* worker = blobs[i].size > share ? workers.get(0) : nullptr;
    if (worker != nullptr) open(*worker, i);
  }
  KEYHOUND_TRY_STATUS(workers.status());
  for (ObjectScanner* worker : workers.all()) {
    output.statistics.bytes += worker->unpacked;
    output.add(std::move(worker->diagnostics));
    output.add(worker->drops());
  }
  return hits;
}

}  // namespace keyhound
