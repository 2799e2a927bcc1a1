// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_scan.h"

#include <chrono>
#include <optional>

#include "scanner/git/attribution.h"
#include "scanner/scan/heap_readier.h"
#include "scanner/scan/history_objects.h"
#include "scanner/scan/history_places.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {
namespace {

// Adds the time since it was last asked.
class Lap {
 public:
  void add_to(double& sum) {
    const auto now = std::chrono::steady_clock::now();
    sum += std::chrono::duration<double>(now - start_).count();
    start_ = now;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Of the blobs those whose commits and paths are asked for.
WantedNodes wanted_nodes(const HistoryObjects& objects) {
  const DeltaForest& forest = objects.forest();
  WantedNodes wanted = all_but_blobs(forest);
  const auto want = [&](NodeNumber node) { wanted[first_node(forest, node)] = true; };
  for (const BlobHit& hit : objects.blob_hits) want(hit.node);
  for (const NodeNumber node : objects.undecided) want(node);
  for (const ArchiveBlob& one : objects.archives) want(one.node);
  for (const FailedObject& one : objects.failed) want(one.node);
  for (const NodeDrops& one : objects.drops)
    if (one.reason == DropReason::kSuppressed) want(one.node);
  return wanted;
}

// What the forest of deltas takes: nodes, their order, tables by node.
std::size_t memory_of_forest(const PackSet& packs) {
  constexpr std::size_t kBytesOfObject = 96;
  std::size_t bytes = 0;
  for (const auto& pack : packs.packs()) bytes += pack->index.size() * kBytesOfObject;
  return bytes;
}

// What telling where hits stand takes: several places a hit.
std::size_t memory_of_places(const HistoryObjects& objects) {
  constexpr std::size_t kBytesOfHit = 1536;
  return objects.blob_hits.size() * kBytesOfHit;
}

}  // namespace

Status scan_history(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                    ScanOutput& output) {
  Lap lap;
  const PackSet& packs = opened.packs(output.diagnostics);
  const std::size_t slots = thread_count(request.threads);
  std::optional<HeapReadier> readier;
  readier.emplace(memory_of_forest(packs), slots);
  HistoryObjects objects(context, request, packs);
  readier.reset();
  lap.add_to(objects.timings.index);
  KEYHOUND_TRY_STATUS(objects.scan_messages());

  // One thread follows the commits while the others begin with the blobs.
  HistoryScope scope;
  scope.include_reflogs = request.unreachable;
  CommitTable commits(objects.forest(), objects.commits(), objects.reader());
  History history;
  objects.do_beside(
      [&] { history = read_history(opened.repository(), objects.reader(), commits, scope); });
  KEYHOUND_TRY_STATUS(objects.scan_blobs());
  lap.add_to(objects.timings.objects);

  const TreeIndex trees = objects.read_trees(wanted_nodes(objects));
  readier.emplace(memory_of_places(objects), slots);
  const Attribution attribution =
      attribute(history, objects.forest(), trees, objects.reader(), true, objects.crew());
  HistoryPlaces places(context, request, opened, history, objects, trees, attribution);
  KEYHOUND_TRY_STATUS(places.report(output));
  readier.reset();
  if (objects.has_undecoded) output.diagnostics.push_back(diagnose_undecoded("history"));
  lap.add_to(objects.timings.attribution);
  if (KnownObjects* known = objects.known()) {
    known->remember(objects, commits);
    output.add(std::move(known->diagnostics));
  }
  output.timings = objects.timings;
  return {};
}

}  // namespace keyhound
